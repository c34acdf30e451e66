/** Where connections to a host port go: a container's address and port, and the deployment it belongs to. */
export interface PortTarget {
  deploymentId: string;
  host: string;
  port: number;
}

/** A host port that the switch listens on. */
export interface PortEntry {
  /** Null while the port is only held. */
  target: PortTarget | null;
  /** Connections are closed at once: the target is known to be down, or there is none yet. */
  isParked: boolean;
}

/**
 * Keeps the address of a service instance while its container is exchanged. Host ports are not published by the
 * engine: a small process of its own, which outlives the agent, listens on them and forwards each new connection
 * to the container that is current. Pointing a port elsewhere touches no open connection, so nothing fails in an
 * exchange; the old container is removed after `drain`.
 *
 * The table of ports is on disk before a call resolves. It is also the record of which deployment is current: an
 * agent that died in the middle of an exchange reads there whether the exchange had happened.
 *
 * Every method throws `DeployError` `platform-failure` when the process does not answer.
 */
export interface PortSwitch {
  /** Starts the forwarding process unless it runs already. */
  ensureRunning(): Promise<void>;
  /** Listens on `port`, parked, unless it does already. Throws `port-in-use` when somebody else listens there. */
  hold(port: number): Promise<void>;
  /** From now on new connections to `port` go to `target`. Throws `port-in-use` when somebody else listens there. */
  point(port: number, target: PortTarget): Promise<void>;
  /** From now on new connections to `port` are closed; whose port it is stays known. No error when it is not held. */
  park(port: number): Promise<void>;
  /** Stops listening on `port`. No error when it did not. */
  clear(port: number): Promise<void>;
  /** Every port that is held or pointed now. */
  entries(): Promise<ReadonlyMap<number, PortEntry>>;
  /** Resolves when no connection to `target` is open any more, or after `timeoutMs`. */
  drain(target: PortTarget, timeoutMs: number): Promise<void>;
}
