import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './commands.mjs';
import { sourceStamp } from './source-stamp.mjs';

/**
 * @typedef {{ what: string, script: string, sources: string[], products: string[] }} Program
 */

/** @type {Program[]} */
const PROGRAMS = [
  {
    what: 'control plane and agents',
    script: 'build:server',
    sources: [
      ...['apps/control-plane', 'apps/agent-micro', 'apps/agent-gateway'],
      ...['libs', 'nginx/switch'],
      ...['nest-cli.json', 'tsconfig.base.json', 'package.json', 'package-lock.json'],
    ],
    products: ['control-plane', 'agent-micro', 'agent-gateway'].map((app) => `dist/apps/${app}/main.js`),
  },
  {
    what: 'admin',
    script: 'build:admin',
    sources: [
      ...['apps/admin', 'libs/protocol'],
      ...['angular.json', 'tsconfig.base.json', 'package.json', 'package-lock.json'],
    ],
    products: ['dist/apps/admin/browser/index.html'],
  },
];

/**
 * The actions that build what is missing or whose sources changed since it was built.
 *
 * @param {string} root
 * @param {string} log
 * @returns {import('./plan.mjs').Action[]}
 */
export function builds(root, log) {
  return PROGRAMS.filter((program) => !isCurrent(root, program)).map((program) => ({
    rows: [{ what: program.what, why: reasonToBuild(root, program), how: `npm run ${program.script}` }],
    installs: false,
    run: () => build(root, program, log),
  }));
}

/** @param {string} root @param {Program} program @param {string} log */
async function build(root, program, log) {
  const stamp = sourceStamp(root, program.sources);
  await run(['npm', 'run', '--silent', program.script], { log, cwd: root });
  const file = stampFile(root, program);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

/** @param {string} root @param {Program} program */
function isCurrent(root, program) {
  return isBuilt(root, program) && readStamp(root, program) === sourceStamp(root, program.sources);
}

/** @param {string} root @param {Program} program */
const reasonToBuild = (root, program) => (isBuilt(root, program) ? 'its sources changed' : 'not built yet');

/** @param {string} root @param {Program} program */
const isBuilt = (root, { products }) => products.every((product) => existsSync(join(root, product)));

/** @param {string} root @param {Program} program */
function readStamp(root, program) {
  const file = stampFile(root, program);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** @param {string} root @param {Program} program */
const stampFile = (root, { script }) => join(root, 'dist/.stamps', script.replace(':', '-'));
