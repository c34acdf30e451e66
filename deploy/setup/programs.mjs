import { join } from 'node:path';
import { DEMO_OPS, demoRepositories } from '../demo/demo.mjs';
import { agentNames } from './secrets.mjs';

/**
 * Everything that the programs are told, worked out once.
 *
 * @typedef {object} Site
 * @property {import('./settings.mjs').Settings} settings
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {string} node the pinned Node
 * @property {import('./base-images.mjs').BaseImageNames} images
 * @property {string} bridgeAddress address of this host on the engine's bridge
 */

/** @typedef {import('./supervisor.mjs').Program} Program */

/** Where the control plane is reached from this machine. @param {Site['settings']} settings */
export function controlUrl({ host, port }) {
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
}

/** @param {Site} site */
export function baselineUrl({ settings, bridgeAddress }) {
  return `http://${bridgeAddress}:${settings.demo?.baselinePort}`;
}

/** Where the team's gateway in front of the baseline answers. @param {Site} site */
function baselineGatewayUrl({ settings, bridgeAddress }) {
  return `http://${bridgeAddress}:${settings.demo?.baselineGatewayPort}`;
}

/** Where the sandbox switch is reached from this machine. @param {Site['settings']} settings */
export function switchUrl({ switchPort }) {
  return `http://localhost:${switchPort}`;
}

/** The demo's git server and baseline. @param {Site} site @returns {Program} */
export function demoProgram({ settings, secrets, node, bridgeAddress }) {
  return {
    name: 'demo',
    command: [node, '--import', 'tsx', join(settings.root, 'deploy/demo/main.ts')],
    env: environment(settings, {
      SDP_DEMO_GIT_ROOT: join(settings.home, 'demo', 'git'),
      SDP_DEMO_GIT_PORT: String(settings.demo?.gitPort),
      SDP_DEMO_BASELINE_HOST: bridgeAddress,
      SDP_DEMO_BASELINE_PORT: String(settings.demo?.baselinePort),
      SDP_DEMO_BASELINE_GATEWAY_PORT: String(settings.demo?.baselineGatewayPort),
      SDP_DEMO_PASSWORD: secrets.demoPassword,
    }),
  };
}

/** @param {Site} site @returns {Program} */
export function controlPlaneProgram({ settings, secrets, node, bridgeAddress }) {
  const names = agentNames(secrets);
  const tokens = secrets.agentTokens;
  return {
    name: 'control-plane',
    command: [node, '--enable-source-maps', join(settings.root, 'dist/apps/control-plane/main.js')],
    env: environment(settings, {
      SDP_MASTER_KEY: secrets.masterKey,
      ...(settings.demo ? { SDP_OPS_USERS: DEMO_OPS, SDP_ROUTE_ALLOW: bridgeAddress } : {}),
      ...settings.passedOn,
      SDP_DATA_DIR: join(settings.home, 'control-plane'),
      SDP_HOST: settings.host,
      SDP_PORT: String(settings.port),
      SDP_AGENT_TOKENS: `${names.micro}:micro:${tokens.micro},${names.gateway}:gateway:${tokens.gateway}`,
      SDP_ADMIN_DIR: join(settings.root, 'dist/apps/admin/browser'),
    }),
  };
}

/** @param {Site} site @param {'micro' | 'gateway'} kind @returns {Program} */
export function agentProgram(site, kind) {
  const { settings, secrets, node, images, bridgeAddress } = site;
  const address = settings.agentAddress ?? bridgeAddress;
  return {
    name: `agent-${kind}`,
    command: [node, '--enable-source-maps', join(settings.root, `dist/apps/agent-${kind}/main.js`)],
    env: environment(settings, {
      SDP_BIND_ADDRESS: address,
      ...(settings.demo ? { SDP_GIT_ALLOW_HTTP: 'true' } : {}),
      ...(kind === 'gateway' ? switchVariables(site) : {}),
      ...settings.passedOn,
      SDP_CONTROL_URL: controlUrl(settings),
      SDP_AGENT_NAME: agentNames(secrets)[kind],
      SDP_AGENT_TOKEN: secrets.agentTokens[kind],
      SDP_AGENT_ADDRESS: address,
      SDP_DATA_DIR: agentFolder(settings.home, kind),
      SDP_PORT_RANGE: settings.portRanges[kind],
      SDP_REPOSITORIES: JSON.stringify(repositoriesOf(settings, kind)),
      SDP_GIT_HOSTS: settings.gitHosts.join(','),
      SDP_GO_IMAGE: images.go,
      SDP_PHP_IMAGE: images.php,
      SDP_DOCKER_SOCKET: settings.engineSocket,
    }),
  };
}

/** Of the sandbox switch; whatever is set outside goes first. @param {Site} site */
function switchVariables(site) {
  const { host, port, switchPort, demo } = site.settings;
  return {
    SDP_SWITCH_LISTEN: `${host}:${switchPort}`,
    SDP_SWITCH_URL: switchUrl(site.settings),
    // Every name below localhost is this machine, for browsers and curl alike (RFC 6761).
    SDP_SWITCH_DOMAIN: 'localhost',
    SDP_ADMIN_URL: `http://localhost:${port}`,
    ...(demo ? { SDP_BASELINE_GATEWAY: baselineGatewayUrl(site) } : {}),
  };
}

/** @param {string} home @param {'micro' | 'gateway'} kind */
function agentFolder(home, kind) {
  return join(home, `agent-${kind}`);
}

/** Each agent announces what it can deploy. @param {Site['settings']} settings @param {'micro' | 'gateway'} kind */
function repositoriesOf({ demo, repositories }, kind) {
  const all = demo ? demoRepositories(`http://127.0.0.1:${demo.gitPort}`) : repositories;
  const stack = kind === 'gateway' ? 'php' : 'go';
  return all.filter((repository) => repository.stack === stack);
}

/**
 * The person's own environment without npm's, the SDP variables that were given, and the program's own on top.
 *
 * @param {Site['settings']} settings
 * @param {Record<string, string>} own
 * @returns {Record<string, string>}
 */
function environment({ passedOn }, own) {
  /** @type {Record<string, string>} */
  const inherited = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(npm_|SDP_|INIT_CWD$|NODE_OPTIONS$)/i.test(name)) inherited[name] = value;
  }
  return { ...inherited, ...passedOn, ...own };
}
