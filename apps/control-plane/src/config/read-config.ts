import { isAbsolute, resolve } from 'node:path';
import { bool, cleanEnv, EnvMissingError, makeValidator, num, str } from 'envalid';
import { Config, ConfigError, type ConfiguredAgent } from './config.js';
import { agentOf, hostPatternOf, masterKeyOf, networkOf, originOf, personOf } from './entries.js';

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

const agents = makeValidator<ConfiguredAgent[]>((input) => {
  const list = input.split(',').map(agentOf);
  const isUnique = (key: 'name' | 'token') => new Set(list.map((agent) => agent[key])).size === list.length;
  if (!isUnique('name')) throw new Error('names an agent twice');
  if (!isUnique('token')) throw new Error('gives two agents the same token');
  return list;
});

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
