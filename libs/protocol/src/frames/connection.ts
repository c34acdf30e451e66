import { type AgentKind, type DesiredState, type Stack } from '../deployment-states.js';
import { type ImageView, type SwitchView } from '../rest/agents.js';
import { type ObservedInstance } from './instances.js';
import { type AnnouncedRepository } from './repositories.js';

/**
 * Grows with every release that changes frames; sent in the handshake. Version 3: `gitHosts` and `lastEpoch` in the
 * hello, `access` in frames to agents that announced `gitHosts`, and `agent:storage`.
 */
export const PROTOCOL_VERSION = 3;
/** Agents of the release before are taken as well: hosts are upgraded one after the other, the control plane first. */
export const OLDEST_PROTOCOL_VERSION = PROTOCOL_VERSION - 1;

/** Socket.IO path and namespaces. */
export const SOCKET_PATH = '/api/socket';
export const AGENTS_NAMESPACE = '/agents';
export const BROWSERS_NAMESPACE = '/browsers';

/** Inclusive range of host ports that an agent hands out. */
export interface PortRange {
  from: number;
  to: number;
}

/** `handshake.auth` of the agents' namespace. */
export interface AgentAuth {
  token: string;
  protocol: number;
}

/** First event after every connect (`agent:hello`); answered with `HelloAnswer`. */
export interface AgentHello {
  kind: AgentKind;
  /** Version of the agent program. */
  version: string;
  /** Address under which the agent's service instances are reached from other hosts: a name or an IP, no port. */
  address: string;
  portRange: PortRange;
  /** How many deployments it works on at once. */
  capacity: number;
  strategies: Stack[];
  repositories: AnnouncedRepository[];
  /** Git hosts (`host` or `host:port`) that it can read without anybody's credentials; absent: none. */
  gitHosts?: string[];
  /** The base image of every strategy. */
  images: ImageView[];
  /** Null where the agent has no sandbox switch. */
  switch: SwitchView | null;
  /** Deployments it still works on, or whose result the control plane has not acknowledged yet. */
  deployments: { deploymentId: string; epoch: number; finished: boolean }[];
  instances: ObservedInstance[];
}

export interface HelloAnswer {
  agentId: string;
  name: string;
  heartbeatMs: number;
  /** Silent for longer than this, and its deployments are `lost`. */
  leaseMs: number;
}

export interface HostLoad {
  /** Share of all its processors that was at work since the last heartbeat, 0 to 1. */
  cpu: number;
  memoryUsedBytes: number;
  memoryTotalBytes: number;
}

/** `agent:heartbeat`, every `heartbeatMs`; answered with `null`. */
export interface Heartbeat {
  running: number;
  freeDiskBytes: number;
  totalDiskBytes: number;
  /** Of the whole host; an agent of an earlier version does not say. */
  load?: HostLoad;
  images: ImageView[];
  switch: SwitchView | null;
}

/**
 * `reconcile`: the control plane's whole truth for this agent. The agent ends deployments that are not `active`,
 * starts what is down and desired `running`, stops what is desired `stopped`, and removes containers of instances
 * that are not listed. Answered with `null`.
 */
export interface ReconcileFrame {
  instances: { sandboxId: string; service: string; epoch: number; desired: DesiredState; hostPort: number }[];
  active: { deploymentId: string; epoch: number }[];
}
