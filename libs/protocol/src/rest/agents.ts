import { type AgentKind, type Stack } from '../deployment-states.js';
import { type PortRange, type StorageReport } from '../frames/index.js';

/** A base image that a strategy of the agent needs. */
export interface ImageView {
  stack: Stack;
  name: string;
  isPresent: boolean;
}

/** GET /agents; GET /agents/:id answers one. */
export interface AgentView {
  id: string;
  name: string;
  kind: AgentKind;
  isConnected: boolean;
  lastContactAt: string | null;
  version: string | null;
  address: string | null;
  portRange: PortRange | null;
  capacity: number | null;
  /** Drained: it keeps what it has, and gets no new instances. */
  noSchedule: boolean;
  /** Deployments it works on, and those that wait for it. */
  running: number;
  queued: number;
  /** Service instances that are placed on it. */
  instances: number;
  /** As of its last heartbeat; null before the first. */
  disk: { freeBytes: number; totalBytes: number } | null;
  images: ImageView[];
  /** Git hosts that it reads without anybody's credentials: for webhooks, and for whoever has none with them. */
  gitHosts: string[];
  /** The sandbox switch of a gateway agent, when it has one. */
  switch: SwitchView | null;
  /** Whether its token was taken away: it cannot connect until it gets a new one. */
  isRevoked: boolean;
  /** Null unless it tried to connect last and was not let in. */
  refusal: AgentRefusal | null;
  /** As of its last report; null before the first. */
  storage: StorageView | null;
}

/** Why an agent with a good token was not let in. */
export interface AgentRefusal {
  at: string;
  reason: 'too-old' | 'too-new' | 'misconfigured';
  /** What to do, in words. */
  message: string;
}

/** What an agent's host has stored. GET /agents/:id/storage (ops) answers the whole `StorageReport`. */
export type StorageView = Omit<StorageReport, 'next' | 'removedSince'>;

/** How busy an agent and its host were at a time. What the host does not report is null. */
export interface AgentLoadSample {
  at: string;
  /** Deployments it worked on, and those that waited for it. */
  running: number;
  queued: number;
  /** Share of all processors, 0 to 1. */
  cpu: number | null;
  memory: { usedBytes: number; totalBytes: number } | null;
  freeDiskBytes: number;
}

/** GET /agents/:id/load: the last hour, oldest first. Kept in memory: after a restart it begins anew. */
export interface AgentLoadView {
  samples: AgentLoadSample[];
}

/** How the sandbox switch is reached. */
export interface SwitchView {
  /** `http://host:port`, without a slash at its end. */
  url: string;
  /** Sandboxes are its subdomains: `<sandbox>.<domain>`; null when it does not go by subdomain. */
  domain: string | null;
  /** What is wrong with it, in nginx's words; null when it works. */
  problem: string | null;
}

/** PATCH /agents/:id (ops) */
export interface UpdateAgentRequest {
  name?: string;
  noSchedule?: boolean;
}

/** POST /agents/:id/token (ops): the old token dies at once. DELETE /agents/:id/token revokes without a new one. */
export interface AgentTokenView {
  /** Shown this once. */
  token: string;
}
