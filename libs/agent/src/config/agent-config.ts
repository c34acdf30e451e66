import { join, resolve } from 'node:path';
import { type AnnouncedRepository, type PortRange } from '@sdp/protocol';
import { type RetentionRules } from '@sdp/deployer';
import { AGENT, isGitUrl, readVariables } from '@sdp/settings';
import { gitAccessProblems, type GitAccessSettings, gitAccessSettings } from './git-access-settings.js';
import { type SwitchSettings, switchSettings } from './switch-settings.js';

/** How long each step of a deployment may take, in milliseconds. */
export interface StepTimeouts {
  readonly fetch: number;
  readonly build: number;
  readonly start: number;
  readonly verify: number;
}

/** What of the past stays on the host. */
export interface RetentionSettings {
  readonly rules: RetentionRules;
  /** From one run to the next; 0: nothing is removed. */
  readonly everyMinutes: number;
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
  /** Users that builds run as; empty: as the agent itself. */
  readonly buildUsers: readonly string[];
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
  readonly retention: RetentionSettings;
  readonly logLevel: string;
  /** Empty where nobody knows it. */
  readonly release: string;
  readonly timeouts: StepTimeouts;
  /** Of the gateway agent; null: no sandbox switch. */
  readonly switch: SwitchSettings | null;
}

/** Thrown at boot with one line for every bad variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

interface GitHosts {
  SDP_REPOSITORIES?: readonly AnnouncedRepository[];
  SDP_GIT_HOSTS?: readonly string[];
}

/** Reads the environment. Throws `ConfigError`, which lists every bad variable, never a value. */
export function readConfig(environment: NodeJS.ProcessEnv): AgentConfig {
  const { values: env, problems } = readVariables(environment, AGENT.variables);
  problems.push(...badRepositories(env.SDP_REPOSITORIES, env.SDP_GIT_ALLOW_HTTP));
  // Of one that could not be read nothing more is to be said.
  if (!problems.some((problem) => problem.startsWith('SDP_GIT_READ_')))
    problems.push(...gitAccessProblems(env, hostsIn(env)));
  if (problems.length > 0) throw new ConfigError(`The agent cannot start:\n  ${problems.join('\n  ')}`);

  return Object.freeze({
    controlUrl: env.SDP_CONTROL_URL,
    name: env.SDP_AGENT_NAME,
    token: env.SDP_AGENT_TOKEN,
    dataDir: resolve(env.SDP_DATA_DIR),
    cacheDir: resolve(env.SDP_CACHE_DIR || join(env.SDP_DATA_DIR, 'cache')),
    buildUsers: Object.freeze(env.SDP_BUILD_USER),
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
    retention: Object.freeze({
      rules: Object.freeze({
        releases: env.SDP_RETENTION_RELEASES,
        days: Object.freeze({
          release: env.SDP_RETENTION_RELEASE_DAYS,
          mirror: env.SDP_RETENTION_MIRROR_DAYS,
          cache: env.SDP_RETENTION_CACHE_DAYS,
          image: env.SDP_RETENTION_IMAGE_DAYS,
        }),
        diskShare: env.SDP_RETENTION_DISK_SHARE,
      }),
      everyMinutes: env.SDP_RETENTION_MINUTES,
    }),
    logLevel: env.SDP_LOG_LEVEL,
    release: env.SDP_RELEASE,
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
function hostsIn({ SDP_REPOSITORIES: configured = [], SDP_GIT_HOSTS: further = [] }: GitHosts): string[] {
  const hosts = configured.flatMap(({ url }) => URL.parse(url)?.host ?? []);
  return [...new Set([...hosts, ...further])];
}

function badRepositories(
  repositories: readonly AnnouncedRepository[] = [],
  isPlainHttpAllowed = false,
): string[] {
  return repositories
    .filter(({ url }) => !isGitUrl(url, isPlainHttpAllowed))
    .map(({ name }) => `SDP_REPOSITORIES: the URL of "${name}" must be https, without user and password`);
}
