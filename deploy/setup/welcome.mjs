import { relative } from 'node:path';
import { DEMO_USER } from '../demo/demo.mjs';
import { bold, cyan, dim, green } from './terminal.mjs';

/**
 * @typedef {object} Welcome
 * @property {import('./settings.mjs').Settings} settings
 * @property {string | null} password of the demo's user
 * @property {{ url: string, says: string, answer: string }[] | null} demo calls through its gateway; null without it
 */

/**
 * The page that a start ends with.
 *
 * @param {Welcome} welcome
 */
export function renderWelcome({ settings, password, demo }) {
  const { root, home, port } = settings;
  const signIn = password
    ? `${DEMO_USER} / ${password}`
    : 'with your git user and password (or app password)';
  const lines = [
    '',
    green(bold('SDP is running.')),
    '',
    `  Admin     ${cyan(`http://localhost:${port}`)}`,
    `  Sign in   ${signIn}`,
    `  API       http://localhost:${port}/api/docs`,
    `  Data      ${relative(root, home) || home}${dim('   npm run reset removes all of it')}`,
    '',
    ...(demo ? renderCalls(demo) : []),
    dim('Ctrl-C stops everything that was started.'),
  ];
  return lines.join('\n');
}

/** @param {{ url: string, says: string, answer: string }[]} calls */
function renderCalls(calls) {
  if (calls.length === 0)
    return ['The sandbox "demo" or its gateway was removed; npm run reset brings it back.', ''];
  return [
    bold('The sandbox "demo", through its own gateway:'),
    '',
    `  curl -s ${calls.map(({ url }) => url).join(' ')}`,
    '',
    ...calls.flatMap(({ says, answer }) => [dim(`  # ${says}`), `  ${answer.trim()}`]),
    '',
  ];
}
