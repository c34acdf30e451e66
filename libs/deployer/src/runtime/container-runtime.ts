import { type Stack } from '@sdp/protocol';

/** Identity of a container that SDP owns, carried as labels `sdp.sandbox`, `sdp.service`, `sdp.deployment`, `sdp.epoch`. */
export interface ContainerIdentity {
  sandboxId: string;
  service: string;
  deploymentId: string;
  epoch: number;
}

export interface Mount {
  /** Absolute path on the host. Always mounted read-only. */
  source: string;
  target: string;
}

/** How a container is reached, carried as labels so that a restarted agent knows it without asking anyone. */
export interface ContainerEndpoint {
  hostPort: number;
  containerPort: number;
  /** HTTP path that answers 2xx or 3xx when the service is healthy; TCP connect when absent. */
  healthPath?: string;
}

/** What a container was started with, carried as labels for the same reason. */
export interface ContainerContent {
  /** The deployment whose release it runs, that is: whose folder it mounts. Its own, or an earlier one. */
  release: string;
  /** Of the gateway: the revision of the route set among its variables; null when nobody said. */
  routeRevision: number | null;
  /** Names of the variables whose values must be masked wherever they are printed. */
  secretNames: readonly string[];
}

/**
 * Everything a container is made from. Of its fields, these come from users: the variables, the container port, the
 * health path, memory and cpus, all of them checked.
 */
export interface ContainerSpec {
  identity: ContainerIdentity;
  endpoint: ContainerEndpoint;
  content: ContainerContent;
  /** Name of the per-sandbox network; made when it is absent. */
  network: string;
  image: string;
  command: readonly string[];
  variables: Readonly<Record<string, string>>;
  mounts: readonly Mount[];
  /** Paths of writable memory file systems, with mount options, e.g. `{ '/tmp': '' }`. */
  tmpfs: Readonly<Record<string, string>>;
  /** `uid:gid`, never root. */
  user: string;
  workingDirectory: string;
  memoryBytes: number;
  /** Cores; more than the host has is as good as all of them. Null: no limit. */
  cpus: number | null;
  pidsLimit: number;
}

export type ContainerState = 'created' | 'running' | 'exited';

export interface ContainerStatus {
  id: string;
  identity: ContainerIdentity;
  endpoint: ContainerEndpoint;
  content: ContainerContent;
  network: string;
  memoryBytes: number;
  state: ContainerState;
  exitCode: number | null;
  isOutOfMemory: boolean;
  /** How often the engine restarted it by itself. */
  restarts: number;
  startedAt: string | null;
  /** Address inside its network; null when it does not run. Changes whenever it is started again. */
  address: string | null;
}

/** What a running container has used, as of one moment. */
export interface ContainerUsage {
  id: string;
  identity: ContainerIdentity;
  /** When it was measured, in milliseconds of this process's monotonic clock. */
  takenAt: number;
  /** Processor time since its start. */
  cpuNanoseconds: number;
  /** Without what the kernel would give back at once. */
  memoryBytes: number;
  memoryLimitBytes: number;
}

export interface ContainerEvent {
  id: string;
  identity: ContainerIdentity;
  action: 'started' | 'died' | 'removed';
}

export interface OutputLine {
  /** RFC 3339 with nanoseconds, UTC: grows from line to line of one container. */
  at: string;
  stream: 'out' | 'err';
  text: string;
}

export interface OutputOptions {
  /** How many earlier lines come first. */
  tail: number;
  /** Go on with new lines until the container ends or the signal aborts. */
  follow: boolean;
  /** Only lines after this one (its `at`): to go on after a restart of the container. */
  since?: string;
}

/** A base image that we made: it carries the label `sdp.base`, and is not another image that was made from it. */
export interface OwnImage {
  /** Of its content. */
  id: string;
  /** With their tags. */
  names: readonly string[];
  stack: Stack;
  bytes: number;
  /** When it was made, loaded or named last, in milliseconds of the wall clock. */
  usedAt: number;
  /** A container of anybody's was made from it. */
  isUsed: boolean;
}

export interface CommandOutput {
  exitCode: number;
  lines: string[];
}

/**
 * A thing that runs containers on this host.
 *
 * Order of calls for one container: `create`, `start`, then any of `inspect`, `environment`, `output`, `stop`,
 * `start`, `keepRunning`, and last `remove`. `start`, `stop` and `remove` are idempotent: what is done already is no
 * error. Neither is it an error to stop, remove or read what is not there; to start it is. `create` with an identity
 * that exists already throws.
 *
 * Every method throws `DeployError`: `engine-unreachable` (retryable) when the engine does not answer,
 * `image-missing`, `disk-full`, `container-failed` otherwise. An aborted signal ends waiting and throws the signal's
 * reason; an aborted `create` leaves nothing. Clean-up calls take no signal. One contract suite runs on every
 * implementation.
 */
export interface ContainerRuntime {
  /** Engine version, or throws `engine-unreachable`. */
  ping(): Promise<string>;
  /** Content id of an image that is loaded on this host, or null. */
  imageId(image: string): Promise<string | null>;
  /** Base images that we made, whoever uses them. */
  ownImages(): Promise<OwnImage[]>;
  /** Removes one of those with all its names; false when the engine keeps it, since something uses it. */
  removeImage(id: string): Promise<boolean>;
  /** Runs a command in a throw-away container without network, mounts or variables, and returns what it printed. */
  runOnce(image: string, command: readonly string[], signal?: AbortSignal): Promise<CommandOutput>;
  /** Returns the container's id. Nothing runs yet, and the engine will not restart it: see `keepRunning`. */
  create(spec: ContainerSpec, signal?: AbortSignal): Promise<string>;
  start(id: string, signal?: AbortSignal): Promise<void>;
  /** From now on the engine restarts it, a few times, when it fails. Before that an exit is final and can be read. */
  keepRunning(id: string): Promise<void>;
  /** SIGTERM, then SIGKILL after the grace period. */
  stop(id: string, graceSeconds: number): Promise<void>;
  remove(id: string): Promise<void>;
  inspect(id: string): Promise<ContainerStatus | null>;
  /** The variables that it really has, those of its image among them; null when it is not there. */
  environment(id: string): Promise<Record<string, string> | null>;
  /** One sample of every running container that carries the labels of this installation. */
  usage(): Promise<ContainerUsage[]>;
  /** Every container that carries the labels of this installation, running or not. */
  list(): Promise<ContainerStatus[]>;
  /** Lines that the container printed; none when it is not there. Ends quietly when the signal aborts. */
  output(id: string, options: OutputOptions, signal?: AbortSignal): AsyncIterable<OutputLine>;
  /** Events of owned containers until the signal aborts; reconnects by itself, and says so with `onGap`. */
  watch(onEvent: (event: ContainerEvent) => void, onGap: () => void, signal: AbortSignal): void;
  /** Removes what `runOnce` of a process that was killed left behind. */
  removeLeftovers(): Promise<void>;
  /** Removes the network of a sandbox; no error when it is absent or still in use. */
  removeNetwork(network: string): Promise<void>;
}
