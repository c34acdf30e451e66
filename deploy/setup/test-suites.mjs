import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode } from './node-modules.mjs';
import { findBrowser } from './packages.mjs';
import { bold, green, red, say } from './terminal.mjs';

/**
 * @typedef {{ title: string, args: string[] }} Suite
 * @typedef {{ title: string, isGreen: boolean, seconds: number }} Outcome
 */

/** @param {string} root @returns {Suite[]} */
function suites(root) {
  const admin = join(root, 'apps/admin/jest.config.js');
  return [
    { title: 'unit: pure parts and modules', args: ['--selectProjects', 'unit'] },
    ...(existsSync(admin) ? [{ title: 'admin: Angular', args: ['--config', admin] }] : []),
    { title: 'engine: Docker, git, PHP, Chromium', args: ['--selectProjects', 'engine', '--runInBand'] },
  ];
}

/**
 * Runs all suites, also after one failed.
 *
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./base-images.mjs').BaseImageNames} images
 * @param {string[]} args for jest, e.g. a path
 */
export async function runSuites(settings, images, args) {
  /** @type {Outcome[]} */
  const outcomes = [];
  // A path that a person asks for is seldom in every suite.
  const narrowed = args.length > 0 ? ['--passWithNoTests', ...args] : [];
  for (const suite of suites(settings.root)) {
    say(bold(`\n${suite.title}`));
    outcomes.push(await runSuite(suite, settings, images, narrowed));
  }
  return { summary: renderSummary(outcomes), failures: outcomes.filter(({ isGreen }) => !isGreen).length };
}

/**
 * @param {Suite} suite
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./base-images.mjs').BaseImageNames} images
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function runSuite({ title, args: own }, { root, engineSocket }, images, args) {
  const start = Date.now();
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const child = spawn(pinnedNode(root), [jest, ...own, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      SDP_TEST_GO_IMAGE: images.go,
      SDP_TEST_PHP_IMAGE: images.php,
      SDP_TEST_ENGINE_SOCKET: engineSocket,
      SDP_TEST_BROWSER: findBrowser() ?? '',
    },
  });
  const [code] = await once(child, 'exit');
  return { title, isGreen: code === 0, seconds: Math.round((Date.now() - start) / 1_000) };
}

/**
 * @param {readonly Outcome[]} outcomes
 */
export function renderSummary(outcomes) {
  const width = Math.max(...outcomes.map(({ title }) => title.length));
  const lines = outcomes.map(({ title, isGreen, seconds }) => {
    return `  ${isGreen ? green('passed') : red('FAILED')}  ${title.padEnd(width)}  ${seconds} s`;
  });
  return ['', bold('Tests'), ...lines, ''].join('\n');
}
