import { type ObservedState } from '../deployment-states.js';
import { type StatsSample } from '../rest/services.js';

/** One container seen on the host, found by its labels. */
export interface ObservedInstance {
  sandboxId: string;
  service: string;
  deploymentId: string;
  epoch: number;
  /** In the hello: the highest epoch that it was ever commanded with. An agent of an earlier version does not say. */
  lastEpoch?: number;
  state: ObservedState;
  exitCode?: number;
  startedAt?: string;
  /** What it printed last before it died, at most 20 lines. */
  lastLines?: string[];
  /** Deployments whose releases are still on the host, newest first. */
  releases: string[];
  /** Of the gateway: what its container really has, read from the engine, not remembered. */
  routes?: AppliedRoutes;
}

export interface AppliedRoutes {
  /** Every variable of the container that ends in `_url`. */
  targets: Record<string, string>;
  /** The revision it was started with; null when it was started by hand. */
  revision: number | null;
}

/** `instances:observed`: the whole list, not a difference; answered with `null`. */
export interface ObservedReport {
  instances: ObservedInstance[];
}

/** `instances:stats`: one sample of every running instance, every few seconds; answered with `null`. */
export interface StatsReport {
  samples: (StatsSample & { sandboxId: string; service: string })[];
}

/**
 * `instance:stop`, `instance:start`, `instance:restart`, `instance:remove`; answered with `null` when done. One with a
 * lower epoch than the agent knows is refused with `stale-epoch`, whose `details.highest` is what it knows.
 */
export interface InstanceFrame {
  sandboxId: string;
  service: string;
  epoch: number;
}

/** `instance:logs`: starts following; lines come as `instance:log`. `instance:logs-stop` takes the `streamId`. */
export interface InstanceLogsFrame {
  sandboxId: string;
  service: string;
  streamId: string;
  /** How many earlier lines come first; at most 5,000. */
  tail: number;
  /** Only lines after this time (RFC 3339). */
  since?: string;
}

export interface InstanceLogsStopFrame {
  streamId: string;
}

/** `instance:log`: lines of a running container that somebody follows; lossy by nature, not acked. */
export interface InstanceLogLines {
  streamId: string;
  lines: { at: string; stream: 'out' | 'err'; text: string }[];
  /** Set on the last one. */
  ended?: boolean;
}

/** `instance:output`: what the container printed so far, oldest first; the newest `tail` of those that match. */
export interface InstanceOutputFrame {
  sandboxId: string;
  service: string;
  tail: number;
  since?: string;
  /** Only lines with this text, in upper or lower case. */
  search?: string;
}
