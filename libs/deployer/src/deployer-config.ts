import { type AnnouncedRepository } from '@sdp/protocol';
import { type RetentionRules } from './retention/retention-rules.js';

/** Longest time of each step in milliseconds; a step that takes longer fails with `step-timeout`. */
export interface StepDeadlines {
  /** Also the deadline of a credentials probe, a branch list and of adding a repository. */
  fetchMs: number;
  buildMs: number;
  startMs: number;
  verifyMs: number;
}

export interface ContainerLimits {
  memoryBytes: number;
  pids: number;
}

export const DEFAULT_LIMITS: ContainerLimits = { memoryBytes: 512 * 1024 * 1024, pids: 256 };

/** Everything the deployer must be told. It reads no environment variable by itself. */
export interface DeployerConfig {
  /** Value of the label `sdp.agent`: only containers that carry it are ever listed, touched or removed. */
  agentName: string;
  /** Absolute path. Holds `repos/`, `releases/`, `repositories.json` and the port switch's files. */
  dataDir: string;
  /** Absolute path of the build caches, which only save time; several agents of one host may share it. */
  cacheDir: string;
  /** Users that builds run as; the agent's own when there are none. */
  buildUsers?: readonly string[];
  repositories: readonly AnnouncedRepository[];
  /** `host` or `host:port` that git may talk to. Hosts of `repositories` are allowed without being listed. */
  gitHosts: readonly string[];
  gitAllowHttp: boolean;
  images: Readonly<Record<AnnouncedRepository['stack'], string>>;
  dockerSocket: string;
  /** Address on which the port switch listens. */
  bindAddress: string;
  /** How the port switch is started: program and arguments, e.g. `[process.execPath, '/opt/sdp/main.js', 'port-switch']`. */
  portSwitchCommand: readonly string[];
  minFreeDiskBytes: number;
  deadlines: StepDeadlines;
  /** `DEFAULT_RETENTION` when absent. */
  retention?: RetentionRules;
  /** Of every container; `DEFAULT_LIMITS` when absent. */
  limits?: ContainerLimits;
  /** Module proxy for `go build`; `off` on hosts without internet. */
  goProxy?: string;
}
