import { join, resolve } from 'node:path';
import { type AnnouncedRepository, type PortRange } from '@sdp/protocol';
import { bool, type CleanedEnv, cleanEnv, str } from 'envalid';
import {
  address,
  agentName,
  agentToken,
  count,
  gitHosts,
  image,
  ipAddress,
  isGitUrl,
  portRange,
  repositories,
  webUrl,
} from './variables.js';
import {
  GIT_ACCESS_VARIABLES,
  gitAccessProblems,
  type GitAccessSettings,
  gitAccessSettings,
} from './git-access-settings.js';
import { SWITCH_VARIABLES, type SwitchSettings, switchSettings } from './switch-settings.js';

/** How long each step of a deployment may take, in milliseconds. */
export interface StepTimeouts {
  readonly fetch: number;
  readonly build: number;
  readonly start: number;
  readonly verify: number;
}

/** Everything an agent is told from outside, read once and frozen. A class, so that it serves as injection token. */
export abstract class AgentConfig {
  readonly controlUrl: string;
  readonly name: string;
  readonly token: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Build caches. Absolute path. */
  readonly cacheDir: string;
  /** Under which other hosts reach this agent's instances. */
  readonly address: string;
  /** Where the port switch listens. */
  readonly bindAddress: string;
  readonly portRange: PortRange;
  readonly capacity: number;
  readonly repositories: readonly AnnouncedRepository[];
  /** Besides the hosts of `repositories`. */
  readonly gitHosts: readonly string[];
  readonly isPlainHttpAllowed: boolean;
  /** The host's own read access to git; null: it has none. */
  readonly gitAccess: GitAccessSettings | null;
  readonly goImage: string;
  readonly phpImage: string;
  readonly dockerSocket: string;
  readonly minFreeDiskBytes: number;
  readonly logLevel: string;
  readonly timeouts: StepTimeouts;
  /** Of the gateway agent; null: no sandbox switch. */
  readonly switch: SwitchSettings | null;
}

/** Thrown at boot with one line for every bad variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const VARIABLES = {
  SDP_CONTROL_URL: webUrl(),
  SDP_AGENT_NAME: agentName(),
  SDP_AGENT_TOKEN: agentToken(),
  SDP_DATA_DIR: str(),
  SDP_CACHE_DIR: str({ default: '' }),
  SDP_AGENT_ADDRESS: address(),
  SDP_BIND_ADDRESS: ipAddress({ default: '0.0.0.0' }),
  SDP_PORT_RANGE: portRange({ default: { from: 21000, to: 21999 } }),
  SDP_CAPACITY: count(1, 64)({ default: 2 }),
  SDP_REPOSITORIES: repositories({ default: [] }),
  SDP_GIT_HOSTS: gitHosts({ default: [] }),
  SDP_GIT_ALLOW_HTTP: bool({ default: false }),
  SDP_GO_IMAGE: image({ default: 'alpine:3.20' }),
  SDP_PHP_IMAGE: image({ default: 'php:8.3-apache' }),
  SDP_DOCKER_SOCKET: str({ default: '/var/run/docker.sock' }),
  SDP_MIN_FREE_DISK_MB: count(0, 10_000_000)({ default: 512 }),
  SDP_LOG_LEVEL: str({ default: 'info', choices: LOG_LEVELS }),
  SDP_FETCH_TIMEOUT_MS: count(100, 3_600_000)({ default: 120_000 }),
  SDP_BUILD_TIMEOUT_MS: count(100, 3_600_000)({ default: 600_000 }),
  SDP_START_TIMEOUT_MS: count(100, 3_600_000)({ default: 30_000 }),
  SDP_VERIFY_TIMEOUT_MS: count(100, 3_600_000)({ default: 60_000 }),
  ...GIT_ACCESS_VARIABLES,
  ...SWITCH_VARIABLES,
};

type Variables = CleanedEnv<typeof VARIABLES>;

/** Reads the environment. Throws `ConfigError`, which lists every bad variable, never a value. */
export function readConfig(environment: NodeJS.ProcessEnv): AgentConfig {
  const problems: string[] = [];
  const env = cleanEnv(withoutEmpty(environment), VARIABLES, {
    reporter: ({ errors, env: read }) => {
      const { SDP_REPOSITORIES = [], SDP_GIT_ALLOW_HTTP = false } = read as Partial<Variables>;
      const isAccessRead = Object.keys(GIT_ACCESS_VARIABLES).every((name) => !(name in errors));
      if (isAccessRead) problems.push(...gitAccessProblems(read as Variables, hostsIn(read as Variables)));
      for (const [name, error] of Object.entries(errors)) problems.push(`${name}: ${reasonOf(error)}`);
      for (const { name, url } of SDP_REPOSITORIES) {
        if (!isGitUrl(url, SDP_GIT_ALLOW_HTTP))
          problems.push(`SDP_REPOSITORIES: the URL of "${name}" must be https, without user and password`);
      }
    },
  });
  if (problems.length > 0) throw new ConfigError(`The agent cannot start:\n  ${problems.join('\n  ')}`);

  return Object.freeze({
    controlUrl: env.SDP_CONTROL_URL,
    name: env.SDP_AGENT_NAME,
    token: env.SDP_AGENT_TOKEN,
    dataDir: resolve(env.SDP_DATA_DIR),
    cacheDir: resolve(env.SDP_CACHE_DIR || join(env.SDP_DATA_DIR, 'cache')),
    address: env.SDP_AGENT_ADDRESS,
    bindAddress: env.SDP_BIND_ADDRESS,
    portRange: Object.freeze(env.SDP_PORT_RANGE),
    capacity: env.SDP_CAPACITY,
    repositories: Object.freeze(env.SDP_REPOSITORIES),
    gitHosts: Object.freeze(env.SDP_GIT_HOSTS),
    isPlainHttpAllowed: env.SDP_GIT_ALLOW_HTTP,
    gitAccess: gitAccessSettings(env, hostsIn(env)),
    goImage: env.SDP_GO_IMAGE,
    phpImage: env.SDP_PHP_IMAGE,
    dockerSocket: env.SDP_DOCKER_SOCKET,
    minFreeDiskBytes: env.SDP_MIN_FREE_DISK_MB * 1024 * 1024,
    logLevel: env.SDP_LOG_LEVEL,
    timeouts: Object.freeze({
      fetch: env.SDP_FETCH_TIMEOUT_MS,
      build: env.SDP_BUILD_TIMEOUT_MS,
      start: env.SDP_START_TIMEOUT_MS,
      verify: env.SDP_VERIFY_TIMEOUT_MS,
    }),
    switch: switchSettings(env),
  });
}

/** The git hosts that git may talk to. */
function hostsIn({
  SDP_REPOSITORIES: configured = [],
  SDP_GIT_HOSTS: further = [],
}: Partial<Variables>): string[] {
  const hosts = configured.flatMap(({ url }) => URL.parse(url)?.host ?? []);
  return [...new Set([...hosts, ...further])];
}

/** A variable that is set to nothing counts as absent, as in a shell's `${X:-default}`. */
function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function reasonOf(error: Error): string {
  return error.name === 'EnvMissingError' ? 'is required' : error.message;
}
