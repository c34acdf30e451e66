import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { SetupError } from './setup-error.mjs';

const OLDEST_NODE = 20;

/** The set-up scripts themselves run on the system's Node; everything else on the one in node_modules. */
export function checkSystemNode(version = process.versions.node) {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return;
  throw new SetupError(
    `This is Node ${version}; SDP needs ${OLDEST_NODE} or newer. Install it from your system or nodejs.org.`,
  );
}

/**
 * npm notes what it installed in node_modules/.package-lock.json: absent or older than the lock means `npm ci`.
 *
 * @param {string} root
 */
function areModulesCurrent(root) {
  const installed = statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false });
  const lock = statSync(join(root, 'package-lock.json'));
  return installed !== undefined && installed.mtimeMs >= lock.mtimeMs;
}

/**
 * The action that installs the npm packages; none when they are current.
 *
 * @param {string} root
 * @param {string} log
 * @returns {import('./plan.mjs').Action[]}
 */
export function modulesInstallation(root, log) {
  if (areModulesCurrent(root)) return [];
  refuseLink(join(root, 'node_modules'));
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const count = Object.keys(packages).length - 1;
  const command = ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return [
    {
      rows: [
        { what: 'npm packages', why: `what SDP is made of and built with (up to ${count})`, how: 'npm ci' },
      ],
      installs: true,
      run: () => run(command, { log, cwd: root }),
    },
  ];
}

/** `npm ci` empties node_modules before it fills it: behind a link that is somebody else's folder. @param {string} folder */
function refuseLink(folder) {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new SetupError(
    `${folder} is a link to ${realpathSync(folder)} and older than package-lock.json. 'npm ci' would empty that folder: ` +
      'remove the link, or run npm ci where it points to.',
  );
}

/**
 * The pinned Node that programs run on.
 *
 * @param {string} root
 */
export function pinnedNode(root) {
  const node = join(root, 'node_modules/.bin/node');
  if (existsSync(node)) return node;
  throw new SetupError(
    `There is no pinned Node at ${node}: SDP has one for Linux on x64 and arm64, and this is ` +
      `${process.platform} on ${process.arch}.`,
  );
}
