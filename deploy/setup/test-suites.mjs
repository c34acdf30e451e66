import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode } from './node-modules.mjs';
import { bold, red, say } from './terminal.mjs';
import { testEnvironment } from './test-environment.mjs';
import { readReport, renderSummary } from './test-report.mjs';

/**
 * @typedef {{ title: string, args: string[] }} Suite
 * @typedef {import('./test-report.mjs').Outcome} Outcome
 */

const EXIT_GRACE_SECONDS = 30;

/** @param {string} root @returns {Suite[]} */
function suites(root) {
  const admin = join(root, 'apps/admin/jest.config.js');
  return [
    // Left to itself jest keeps one core free: half of two.
    { title: 'unit: pure parts and modules', args: ['--selectProjects', 'unit', '--maxWorkers', '100%'] },
    ...(existsSync(admin) ? [{ title: 'admin: Angular', args: ['--config', admin] }] : []),
    // Two at a time: each waits for builds, hosts and browsers for most of its time.
    {
      title: 'engine: Docker, git, PHP, Chromium',
      args: ['--selectProjects', 'engine', '--maxWorkers', '2'],
    },
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
async function runSuite({ title, args: own }, settings, images, args) {
  const { root, home } = settings;
  const start = Date.now();
  const results = join(home, 'test-results.json');
  rmSync(results, { force: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const child = spawn(pinnedNode(root), [jest, ...own, '--json', '--outputFile', results, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      ...testEnvironment(settings, images),
    },
  });
  const watch = endWhenReported(child, results);
  const [code] = await once(child, 'exit');
  clearInterval(watch);
  const seconds = Math.round((Date.now() - start) / 1_000);
  return { title, isGreen: code === 0, seconds, ...readReport(results, root) };
}

/**
 * A suite that has reported and does not exit has left something open: it fails rather than hang.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} results
 */
function endWhenReported(child, results) {
  let waits = 0;
  return setInterval(() => {
    if (!existsSync(results)) return;
    waits += 1;
    if (waits <= EXIT_GRACE_SECONDS) return;
    say(
      red(
        `jest did not exit within ${EXIT_GRACE_SECONDS} s after its last test: a test left something open.`,
      ),
    );
    child.kill('SIGKILL');
  }, 1_000);
}
