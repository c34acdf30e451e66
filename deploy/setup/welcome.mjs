import { relative } from 'node:path';
import { DEMO_PEOPLE } from '../demo/demo.mjs';
import { bold, cyan, dim, green } from './terminal.mjs';

/** @typedef {import('./demo-deployment.mjs').Call} Call */

/**
 * @typedef {object} Welcome
 * @property {import('./settings.mjs').Settings} settings
 * @property {string | null} password of the demo's people
 * @property {Call[] | null} demo calls through the sandbox switch; null without a demo
 */

/**
 * The page that a start ends with.
 *
 * @param {Welcome} welcome
 */
export function renderWelcome({ settings, password, demo }) {
  const { root, home, port, switchPort } = settings;
  const signIn = password
    ? `${DEMO_PEOPLE.join(', ')} / ${password}`
    : 'with your git user and password (or app password)';
  const lines = [
    '',
    green(bold('SDP is running.')),
    '',
    `  Admin     ${cyan(`http://localhost:${port}`)}`,
    `  Sign in   ${signIn}`,
    `  Switch    http://localhost:${switchPort}${dim('   one address for all sandboxes')}`,
    `  API       http://localhost:${port}/api/docs`,
    `  Data      ${relative(root, home) || home}${dim('   npm run reset removes all of it')}`,
    '',
    ...(demo ? renderCalls(demo) : []),
    dim('README.md has a tour of five minutes. Ctrl-C stops everything that was started.'),
  ];
  return lines.join('\n');
}

/** @param {Call[]} calls */
function renderCalls(calls) {
  return [
    bold('One address, and who answers:'),
    '',
    ...calls.flatMap(({ sandbox, url, says, answer }) => [
      dim(`  # ${says}`),
      `  curl -s ${sandbox === null ? '' : `-H 'X-Sandbox: ${sandbox}' `}${url}`,
      `  ${answer.trim()}`,
      '',
    ]),
  ];
}
