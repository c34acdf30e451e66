import { type ConfiguredAgent } from '@sdp/settings';

/** The git host that is told how the sandboxes of pull requests stand. */
export interface BitbucketConfig {
  kind: 'cloud' | 'server';
  /** Without a slash at its end. */
  url: string;
  tokenFile: string;
}

/** How much of the past is kept; each is off with 0. */
export interface RetentionConfig {
  days: number;
  /** Deployments, of each service of a sandbox. */
  perService: number;
  /** Of the disk that the logs are on, from 0 to 1. */
  logShare: number;
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
  /** A personal access token lives that long at most. */
  readonly tokenMaxDays: number;
  readonly heartbeatMs: number;
  readonly leaseMs: number;
  readonly deploymentDeadlineMs: number;
  readonly isCookieSecure: boolean;
  readonly logLevel: string;
  /** Empty where nobody knows it. */
  readonly release: string;
  readonly minFreeDiskBytes: number;
  /** What of the past goes, and when. */
  readonly retention: RetentionConfig;
  /** Whoever has it may read the metrics; null: nobody may by a token. */
  readonly metricsToken: string | null;
  /** IPs and networks that may read the metrics. */
  readonly metricsAllow: readonly string[];
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
  /** Where people open the admin: for links that leave the platform. Without a slash at its end. */
  readonly publicUrl: string;
  /** Null: no git host is told anything. */
  readonly bitbucket: BitbucketConfig | null;

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
