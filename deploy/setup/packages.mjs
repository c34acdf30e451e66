import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRoot, findCommand, run } from './commands.mjs';
import { parseDotEnv } from './dot-env.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * A program that has to be on the machine, or a part of one. Any of `commands`, or of `files`, will do.
 *
 * @typedef {{ commands: string[], files?: string[], package: string, why: string }} Tool
 */

/** @type {Record<'git' | 'go' | 'php' | 'composer' | 'engine' | 'nginx' | 'njs' | 'curl' | 'wrk' | 'systemd' | 'shellcheck' | 'compose' | 'zsh' | 'fish', Tool>} */
export const TOOLS = {
  git: { commands: ['git'], package: 'git', why: 'agents fetch repositories with it' },
  go: { commands: ['go'], package: 'golang-go', why: 'the micro agent builds Go services with it' },
  php: { commands: ['php'], package: 'php-cli', why: 'Composer runs on it' },
  composer: {
    commands: ['composer'],
    package: 'composer',
    why: 'the gateway agent installs PHP packages with it',
  },
  engine: { commands: ['dockerd'], package: 'docker.io', why: 'services run in its containers' },
  curl: { commands: ['curl'], package: 'curl', why: 'the tour of the README calls with it' },
  nginx: { commands: ['nginx'], package: 'nginx-light', why: 'the sandbox switch is an nginx of its own' },
  njs: {
    commands: [],
    files: ['/usr/lib/nginx/modules/ngx_http_js_module.so'],
    package: 'libnginx-mod-http-js',
    why: 'the sandbox switch looks sandboxes up with it',
  },
  systemd: {
    commands: ['systemd-analyze'],
    package: 'systemd',
    why: 'a test has the units checked by it; it is not started',
  },
  shellcheck: {
    commands: ['shellcheck'],
    package: 'shellcheck',
    why: 'a test has the shell scripts checked',
  },
  compose: {
    commands: ['docker-compose'],
    package: 'docker-compose',
    why: 'a test has docker-compose.yml read by it',
  },
  zsh: { commands: ['zsh'], package: 'zsh', why: 'a test completes commands of sdp in it' },
  fish: { commands: ['fish'], package: 'fish', why: 'a test completes commands of sdp in it' },
  wrk: { commands: ['wrk'], package: 'wrk', why: 'the bench loads the sandbox switch with it' },
};

/** What stands in for two hosts in e2e/two-hosts.e2e.ts: machines of their own, and the way to them. @type {Tool[]} */
export const HOST_TOOLS = [
  { commands: ['systemd-nspawn'], package: 'systemd-container', why: 'hosts in tests boot in it' },
  { commands: ['dbus-daemon'], package: 'dbus', why: 'systemd of these hosts is talked to over it' },
  { commands: ['sshd'], package: 'openssh-server', why: 'deploy.sh reaches these hosts over it' },
  { commands: ['ssh'], package: 'openssh-client', why: 'deploy.sh uses it' },
  { commands: ['sudo'], package: 'sudo', why: 'deploy.sh becomes root with it' },
  { commands: ['ip'], package: 'iproute2', why: 'these hosts have a network of their own' },
  { commands: ['openssl'], package: 'openssl', why: 'a certificate is made with it' },
];

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Ubuntu's package of the browser has another name. @returns {Tool} */
export function browserTool(distribution = readDistribution()) {
  return {
    commands: CHROMIUM,
    package: distribution === 'ubuntu' ? 'chromium-browser' : 'chromium',
    why: 'tests click through the admin in it',
  };
}

/** Path of an installed browser. */
export function findBrowser() {
  return CHROMIUM.map((name) => findCommand(name)).find((file) => file !== null) ?? null;
}

/**
 * @param {readonly Tool[]} tools
 * @param {(command: string) => unknown} [find]
 */
export function missingTools(tools, find = findCommand) {
  return tools.filter(
    ({ commands, files = [] }) =>
      !commands.some((command) => find(command)) && !files.some((file) => existsSync(file)),
  );
}

/**
 * The action that installs what is missing; none when nothing is.
 *
 * @param {readonly Tool[]} tools
 * @param {string} log
 * @returns {import('./plan.mjs').Action[]}
 */
export function installation(tools, log) {
  const missing = missingTools(tools);
  if (missing.length === 0) return [];
  const packages = missing.map((tool) => tool.package);
  return [
    {
      rows: missing.map((tool) => ({ what: tool.package, why: tool.why, how: 'apt-get install' })),
      installs: true,
      run: () => installPackages(packages, log, missing),
    },
  ];
}

/**
 * @param {string[]} packages
 * @param {string} log
 * @param {readonly Tool[]} tools
 */
async function installPackages(packages, log, tools) {
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const install = [...apt, 'install', '-y', '--no-install-recommends', ...packages];
  const rooted = asRoot(install);
  if (findCommand('apt-get') === null || rooted === null) throw new SetupError(byHand(packages, tools));

  const hint = `Install by hand and start again:\n  ${byHandCommand(packages)}`;
  if (!hasPackageLists()) await run(asRoot([...apt, 'update']) ?? [], { log, hint });
  try {
    await run(rooted, { log });
  } catch {
    // Lists older than the archive name files that are gone from it: the usual cause, and cured by fresh lists.
    await run(asRoot([...apt, 'update']) ?? [], { log, hint });
    await run(rooted, { log, hint });
  }
  const stillMissing = missingTools(tools).flatMap(({ commands, files }) => commands[0] ?? files?.[0] ?? []);
  if (stillMissing.length > 0) {
    throw new SetupError(
      `apt-get installed ${packages.join(', ')}, and still there is no ${stillMissing.join(', ')}.`,
    );
  }
}

/** @param {string[]} packages @param {readonly Tool[]} tools */
function byHand(packages, tools) {
  const reason =
    findCommand('apt-get') === null
      ? 'This system has no apt-get, so it cannot be set up from here.'
      : 'Installing needs root: run this as root, or install sudo.';
  const needs = tools.map(
    ({ commands, files = [], why }) => `  - ${[...commands, ...files].join(' or ')}: ${why}`,
  );
  const command = `On Debian and Ubuntu:\n  ${byHandCommand(packages)}`;
  return [reason, 'Missing:', ...needs, command, 'Elsewhere: the same programs from your system.'].join('\n');
}

/** @param {string[]} packages */
const byHandCommand = (packages) => `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;

/** A fresh machine image often comes without them. */
export function hasPackageLists(folder = '/var/lib/apt/lists') {
  try {
    return readdirSync(folder).some((name) => name.includes('_Packages'));
  } catch {
    return false;
  }
}

/** The distribution's id: debian, ubuntu, … (os-release(5)). */
function readDistribution(folder = '/etc') {
  try {
    return parseDotEnv(readFileSync(join(folder, 'os-release'), 'utf8'))['ID'] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
