import { isAbsolute, resolve } from 'node:path';
import { type AgentKind } from '@sdp/protocol';
import { bool, cleanEnv, EnvMissingError, makeValidator, num, str } from 'envalid';
import { AGENT_NAME, hostPatternOf, masterKeyOf, networkOf, personOf } from './entries.js';

/** A host that may connect, as configured by the operator: the token is what proves its name and kind. */
export interface ConfiguredAgent {
  name: string;
  kind: AgentKind;
  token: string;
}

/** Everything that can be set from outside, read once at boot and never changed. */
export class Config {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicOrigins: readonly string[];
  readonly agents: readonly ConfiguredAgent[];
  readonly adminDir: string | null;
  readonly sessionHours: number;
  readonly heartbeatMs: number;
  readonly leaseMs: number;
  readonly deploymentDeadlineMs: number;
  readonly isCookieSecure: boolean;
  readonly logLevel: string;
  /** People who are ops, whatever the list of users says. */
  readonly opsUsers: readonly string[];
  /** 64 hex digits, for the secrets of environments; null: none can be kept. */
  readonly masterKey: string | null;
  /** The one before, while the key is being changed: at boot, what it opens is sealed anew with `masterKey`. */
  readonly previousMasterKey: string | null;
  readonly sandboxTtlHours: number;
  readonly expiryWarningHours: number;
  /** Hosts, `*.suffixes`, IPs and networks that a route may be overridden with by URL. */
  readonly routeAllow: readonly string[];
  /** IPs and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];

  constructor(values: Config) {
    Object.assign(this, values);
    Object.freeze(this);
  }
}

/** Lists every bad variable at once, so that one restart is enough to put all of them right. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const MIN_TOKEN_LENGTH = 32;
/** A token of fewer different characters than this is a placeholder, not a secret. */
const MIN_DISTINCT_CHARACTERS = 8;
const PLACEHOLDER = /change.?me|placeholder|your.?token/i;

const within = (from: number, to: number) =>
  makeValidator<number>((input) => {
    const value = Number(input);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new Error(`must be a whole number from ${from} to ${to}`);
    return value;
  });

const path = makeValidator<string>((input) => {
  if (input === '') throw new Error('must name a folder');
  return isAbsolute(input) ? input : resolve(input);
});

const listOf = <T>(entryOf: (text: string) => T) =>
  makeValidator<T[]>((input) =>
    input
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map(entryOf),
  );
const origins = listOf(originOf);
const people = listOf(personOf);
const hostPatterns = listOf(hostPatternOf);
const networks = listOf(networkOf);
const masterKey = makeValidator<string>(masterKeyOf);

function originOf(text: string): string {
  const { protocol, origin } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`"${text}" is no http(s) origin`);
  return origin;
}

const agents = makeValidator<ConfiguredAgent[]>((input) => {
  const list = input.split(',').map(agentOf);
  const isUnique = (key: 'name' | 'token') => new Set(list.map((agent) => agent[key])).size === list.length;
  if (!isUnique('name')) throw new Error('names an agent twice');
  if (!isUnique('token')) throw new Error('gives two agents the same token');
  return list;
});

/** Error texts name the agent, never its token. */
function agentOf(entry: string): ConfiguredAgent {
  const [name = '', kind = '', ...rest] = entry.trim().split(':');
  const token = rest.join(':');
  if (!AGENT_NAME.test(name)) throw new Error('entries look like name:kind:token, with a lower-case name');
  if (kind !== 'micro' && kind !== 'gateway') throw new Error(`agent ${name}: kind must be micro or gateway`);
  if (token.length < MIN_TOKEN_LENGTH)
    throw new Error(`agent ${name}: its token needs at least ${MIN_TOKEN_LENGTH} characters`);
  if (PLACEHOLDER.test(token) || new Set(token).size < MIN_DISTINCT_CHARACTERS)
    throw new Error(`agent ${name}: its token is a placeholder; make one with "openssl rand -hex 32"`);
  return { name, kind, token };
}

/** @throws ConfigError with a line for every variable that is missing or bad. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const port = within(1, 65_535);
  const duration = within(100, 24 * 3_600_000);
  const hours = within(1, 24 * 365);

  const env = cleanEnv(
    environment,
    {
      SDP_DATA_DIR: path(),
      SDP_HOST: str({ default: '127.0.0.1' }),
      SDP_PORT: port({ default: 7300 }),
      SDP_PUBLIC_ORIGINS: origins({ default: [] }),
      SDP_AGENT_TOKENS: agents(),
      SDP_ADMIN_DIR: path({ default: '' }),
      SDP_SESSION_HOURS: num({ default: 12 }),
      SDP_HEARTBEAT_MS: duration({ default: 5_000 }),
      SDP_LEASE_MS: duration({ default: 30_000 }),
      SDP_DEPLOYMENT_DEADLINE_MS: duration({ default: 900_000 }),
      SDP_SECURE_COOKIE: bool({ default: false }),
      SDP_LOG_LEVEL: str({
        choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        default: 'info',
      }),
      SDP_OPS_USERS: people({ default: [] }),
      SDP_MASTER_KEY: masterKey({ default: '' }),
      SDP_MASTER_KEY_PREVIOUS: masterKey({ default: '' }),
      SDP_SANDBOX_TTL_HOURS: hours({ default: 168 }),
      SDP_EXPIRY_WARNING_HOURS: hours({ default: 24 }),
      SDP_ROUTE_ALLOW: hostPatterns({ default: [] }),
      SDP_TRUSTED_PROXIES: networks({ default: [] }),
    },
    {
      reporter: ({ errors }) => {
        for (const [name, error] of Object.entries(errors))
          problems.push(`${name}: ${error instanceof EnvMissingError ? 'is required' : error?.message}`);
      },
    },
  );

  if (env.SDP_SESSION_HOURS <= 0 || env.SDP_SESSION_HOURS > 24 * 30)
    problems.push('SDP_SESSION_HOURS: must be more than 0 and at most 720');
  if (env.SDP_LEASE_MS < 2 * env.SDP_HEARTBEAT_MS)
    problems.push('SDP_LEASE_MS: must be at least twice SDP_HEARTBEAT_MS');
  if (env.SDP_MASTER_KEY_PREVIOUS && !env.SDP_MASTER_KEY)
    problems.push('SDP_MASTER_KEY: is required along with SDP_MASTER_KEY_PREVIOUS');
  if (problems.length > 0) throw new ConfigError(problems);

  return new Config({
    dataDir: env.SDP_DATA_DIR,
    host: env.SDP_HOST,
    port: env.SDP_PORT,
    publicOrigins: env.SDP_PUBLIC_ORIGINS.length > 0 ? env.SDP_PUBLIC_ORIGINS : localOrigins(env.SDP_PORT),
    agents: env.SDP_AGENT_TOKENS,
    adminDir: env.SDP_ADMIN_DIR || null,
    sessionHours: env.SDP_SESSION_HOURS,
    heartbeatMs: env.SDP_HEARTBEAT_MS,
    leaseMs: env.SDP_LEASE_MS,
    deploymentDeadlineMs: env.SDP_DEPLOYMENT_DEADLINE_MS,
    isCookieSecure: env.SDP_SECURE_COOKIE,
    logLevel: env.SDP_LOG_LEVEL,
    opsUsers: env.SDP_OPS_USERS,
    masterKey: env.SDP_MASTER_KEY || null,
    previousMasterKey: env.SDP_MASTER_KEY_PREVIOUS || null,
    sandboxTtlHours: env.SDP_SANDBOX_TTL_HOURS,
    expiryWarningHours: env.SDP_EXPIRY_WARNING_HOURS,
    routeAllow: env.SDP_ROUTE_ALLOW,
    trustedProxies: env.SDP_TRUSTED_PROXIES,
  });
}

function localOrigins(port: number): string[] {
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
