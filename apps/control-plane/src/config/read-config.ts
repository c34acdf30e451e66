import { CONTROL_PLANE, readVariables } from '@sdp/settings';
import { bitbucketOf, bitbucketProblems } from './bitbucket-settings.js';
import { Config, ConfigError } from './config.js';

/** @throws ConfigError with a line for every variable that is missing or bad. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { values: env, problems } = readVariables(environment, CONTROL_PLANE.variables);
  if (env.SDP_LEASE_MS < 2 * env.SDP_HEARTBEAT_MS)
    problems.push('SDP_LEASE_MS: must be at least twice SDP_HEARTBEAT_MS');
  if (env.SDP_MASTER_KEY_PREVIOUS && !env.SDP_MASTER_KEY)
    problems.push('SDP_MASTER_KEY: is required along with SDP_MASTER_KEY_PREVIOUS');
  problems.push(...bitbucketProblems(env));
  if (problems.length > 0) throw new ConfigError(problems);

  const publicOrigins =
    env.SDP_PUBLIC_ORIGINS.length > 0 ? env.SDP_PUBLIC_ORIGINS : localOrigins(env.SDP_PORT);
  return new Config({
    dataDir: env.SDP_DATA_DIR,
    host: env.SDP_HOST,
    port: env.SDP_PORT,
    publicOrigins,
    agents: env.SDP_AGENT_TOKENS,
    adminDir: env.SDP_ADMIN_DIR ?? null,
    sessionHours: env.SDP_SESSION_HOURS,
    tokenMaxDays: env.SDP_TOKEN_MAX_DAYS,
    heartbeatMs: env.SDP_HEARTBEAT_MS,
    leaseMs: env.SDP_LEASE_MS,
    deploymentDeadlineMs: env.SDP_DEPLOYMENT_DEADLINE_MS,
    isCookieSecure: env.SDP_SECURE_COOKIE,
    logLevel: env.SDP_LOG_LEVEL,
    release: env.SDP_RELEASE,
    metricsToken: env.SDP_METRICS_TOKEN ?? null,
    metricsAllow: env.SDP_METRICS_ALLOW,
    retention: Object.freeze({
      days: env.SDP_RETENTION_DAYS,
      perService: env.SDP_RETENTION_PER_SERVICE,
      logShare: env.SDP_RETENTION_LOG_SHARE,
    }),
    minFreeDiskBytes: env.SDP_MIN_FREE_DISK_MB * 1024 * 1024,
    opsUsers: env.SDP_OPS_USERS,
    masterKey: env.SDP_MASTER_KEY ?? null,
    previousMasterKey: env.SDP_MASTER_KEY_PREVIOUS ?? null,
    sandboxTtlHours: env.SDP_SANDBOX_TTL_HOURS,
    expiryWarningHours: env.SDP_EXPIRY_WARNING_HOURS,
    routeAllow: env.SDP_ROUTE_ALLOW,
    trustedProxies: env.SDP_TRUSTED_PROXIES,
    publicUrl: env.SDP_PUBLIC_URL ?? publicOrigins[0]!,
    bitbucket: bitbucketOf(env),
  });
}

function localOrigins(port: number): string[] {
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
