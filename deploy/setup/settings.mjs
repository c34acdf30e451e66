import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDotEnv } from './dot-env.mjs';
import { SET_BY_START, START_VARIABLES } from './settings-table.mjs';
import { SetupError } from './setup-error.mjs';

/** The checkout. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @typedef {{ name: string, url: string, stack: 'go' | 'php', defaultBranch: string }} Repository
 *
 * @typedef {object} Settings
 * @property {string} root the checkout
 * @property {string} home everything that is kept: data, logs, secrets, an engine of its own
 * @property {number} port of the control plane
 * @property {string} host where the control plane listens
 * @property {string} engineSocket
 * @property {{ go: string | null, php: string | null }} images names that were asked for
 * @property {boolean} mayPullImages
 * @property {number} switchPort of the sandbox switch
 * @property {{ gitPort: number, baselinePort: number, baselineGatewayPort: number } | null} demo null when real repositories are configured
 * @property {Repository[]} repositories
 * @property {string[]} gitHosts besides those of the repositories
 * @property {{ micro: string, gateway: string }} portRanges
 * @property {string | null} agentAddress
 * @property {Readonly<Record<string, string>>} passedOn SDP_ variables that the programs read themselves
 */

/** Not passed on as they are: the programs get what `npm start` makes of them. */
const OWN = new Set([...Object.keys(START_VARIABLES), ...SET_BY_START]);

/** Settings of this checkout: the environment over its .env file. */
export function loadSettings() {
  return readSettings(withDotEnv(process.env, join(ROOT, '.env')), ROOT);
}

/**
 * Reads every variable once. Throws a SetupError that lists all bad ones.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} root
 * @returns {Readonly<Settings>}
 */
export function readSettings(environment, root) {
  /** @type {string[]} */
  const problems = [];
  const read = reader(environment, problems);
  const isReal = read.text('SDP_REPOSITORIES') !== null || read.text('SDP_GIT_HOSTS') !== null;

  const settings = Object.freeze({
    root,
    home: resolve(root, read.text('SDP_HOME') ?? 'data'),
    port: read.port('SDP_PORT', 7300),
    host: read.text('SDP_HOST') ?? '127.0.0.1',
    switchPort: read.port('SDP_SWITCH_PORT', 7380),
    engineSocket: (read.text('SDP_DOCKER_SOCKET') ?? '/var/run/docker.sock').replace(/^unix:\/\//, ''),
    images: { go: read.text('SDP_GO_IMAGE'), php: read.text('SDP_PHP_IMAGE') },
    mayPullImages: read.flag('SDP_PULL_IMAGES', true),
    demo: isReal
      ? null
      : {
          gitPort: read.port('SDP_DEMO_GIT_PORT', 7301),
          baselinePort: read.port('SDP_DEMO_BASELINE_PORT', 7302),
          baselineGatewayPort: read.port('SDP_DEMO_BASELINE_GATEWAY_PORT', 7303),
        },
    repositories: isReal ? read.repositories('SDP_REPOSITORIES') : [],
    gitHosts: read.list('SDP_GIT_HOSTS'),
    portRanges: {
      micro: read.portRange('SDP_MICRO_PORT_RANGE', '21000-21499'),
      gateway: read.portRange('SDP_GATEWAY_PORT_RANGE', '21500-21999'),
    },
    agentAddress: read.text('SDP_AGENT_ADDRESS'),
    passedOn: Object.freeze(passedOn(environment)),
  });
  if (problems.length > 0) {
    throw new SetupError(`The settings cannot be used:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
  }
  return settings;
}

/**
 * Names among those that are passed on which no program knows: slips, most likely. All settings are in .env.example.
 *
 * @param {Pick<Settings, 'passedOn' | 'root'>} settings
 * @returns {string[]}
 */
export function unknownNames({ passedOn, root }) {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const known = [...example.matchAll(/^#(SDP_\w+)=/gm)].map(([, name]) => name);
  return Object.keys(passedOn).filter((name) => !known.includes(name) && !name.startsWith('SDP_TEST_'));
}

/** @param {NodeJS.ProcessEnv} environment @returns {Record<string, string>} */
function passedOn(environment) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('SDP_') && !OWN.has(name) && value !== undefined) values[name] = value;
  }
  return values;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} problems
 */
function reader(environment, problems) {
  /** @param {string} name */
  const text = (name) => {
    if (!(name in START_VARIABLES)) throw new Error(`${name} is not in settings-table.mjs`);
    return environment[name]?.trim() || null;
  };

  /** @param {string} name @param {number} otherwise */
  const port = (name, otherwise) => {
    const given = text(name);
    if (given === null) return otherwise;
    if (isPort(given)) return Number(given);
    problems.push(`${name} is '${given}': give a port from 1 to 65535`);
    return otherwise;
  };

  /** @param {string} name @param {boolean} otherwise */
  const flag = (name, otherwise) => {
    const given = text(name);
    if (given === null) return otherwise;
    if (given !== 'true' && given !== 'false') problems.push(`${name} is '${given}': give true or false`);
    return given === 'true';
  };

  /** @param {string} name @param {string} otherwise */
  const portRange = (name, otherwise) => {
    const given = text(name) ?? otherwise;
    const [from = '', to = ''] = given.split('-');
    if (!isPort(from) || !isPort(to) || Number(from) > Number(to)) {
      problems.push(`${name} is '${given}': give two ports, e.g. ${otherwise}`);
    }
    return given;
  };

  /** @param {string} name @returns {string[]} */
  const list = (name) => {
    const values = (text(name) ?? '').split(',').map((value) => value.trim());
    return values.filter((value) => value !== '');
  };

  /** @param {string} name @returns {Repository[]} */
  const repositories = (name) => {
    const example =
      '[{"name":"orders","url":"https://git.example.org/orders.git","stack":"go","defaultBranch":"main"}]';
    try {
      const given = JSON.parse(text(name) ?? 'null');
      if (Array.isArray(given) && given.length > 0 && given.every(isRepository)) return given;
    } catch {
      // Said below, as for everything else that is not a list of repositories.
    }
    problems.push(`${name} is not a list of repositories: give JSON such as ${example}`);
    return [];
  };

  return { text, port, flag, portRange, list, repositories };
}

/** @param {string} text */
const isPort = (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

/** @param {any} value */
const isRepository = (value) =>
  ['name', 'url', 'defaultBranch'].every((key) => typeof value?.[key] === 'string' && value[key] !== '') &&
  ['go', 'php'].includes(value.stack);
