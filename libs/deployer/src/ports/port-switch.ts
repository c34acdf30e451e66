/** Where connections to a host port go: a container's address and port. */
export interface PortTarget {
  host: string;
  port: number;
}

/**
 * Keeps the address of a service instance while its container is exchanged. Host ports are not published by the
 * engine: a small process of its own, which outlives the agent, listens on them and forwards each new connection
 * to the container that is current. Pointing a port elsewhere touches no open connection, so nothing fails in an
 * exchange; the old container is removed after `drain`.
 */
export interface PortSwitch {
  /** Starts the forwarding process unless it runs already. Throws `DeployError` `platform-failure`. */
  ensureRunning(): Promise<void>;
  /** From now on new connections to `port` go to `target`. Throws `port-in-use` when somebody else listens there. */
  point(port: number, target: PortTarget): Promise<void>;
  /** Stops listening on `port`. No error when it did not. */
  clear(port: number): Promise<void>;
  /** Everything that is pointed now. */
  targets(): Promise<ReadonlyMap<number, PortTarget>>;
  /** Resolves when no connection to `target` is open any more, or after `timeoutMs`. */
  drain(target: PortTarget, timeoutMs: number): Promise<void>;
}
