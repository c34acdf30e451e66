import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { deferred } from '../deferred.js';
import { type PortTarget } from './port-switch.js';

/** Longer than any local network needs, shorter than a client's patience. */
const CONNECT_TIMEOUT_MS = 3_000;
/** After one side has ended, how long the other may stay silent: a client that is gone looks as if it listened. */
const HALF_CLOSED_MS = 120_000;

/** Counts open connections per target, so that an old container is removed only when nobody talks to it any more. */
export class ConnectionCounter {
  private readonly open = new Map<string, number>();
  private readonly waiters = new Map<string, Set<() => void>>();

  enter(key: string): void {
    this.open.set(key, this.count(key) + 1);
  }

  leave(key: string): void {
    const left = this.count(key) - 1;
    if (left > 0) return void this.open.set(key, left);
    this.open.delete(key);
    for (const tell of this.waiters.get(key) ?? []) tell();
    this.waiters.delete(key);
  }

  count(key: string): number {
    return this.open.get(key) ?? 0;
  }

  /** Resolves when none is open, or after `timeoutMs`. */
  async idle(key: string, timeoutMs: number): Promise<void> {
    if (this.count(key) === 0) return;
    const { promise, resolve } = deferred<void>();
    const waiters = this.waiters.get(key) ?? new Set();
    this.waiters.set(key, waiters.add(resolve));
    const timer = setTimeout(resolve, timeoutMs);
    await promise;
    clearTimeout(timer);
    waiters.delete(resolve);
  }
}

export function targetKey({ host, port }: Pick<PortTarget, 'host' | 'port'>): string {
  return `${host}:${port}`;
}

/** Listens on one host port and forwards each new connection to the target that is current at that moment. */
export class Forwarder {
  private server: Server | null = null;

  constructor(
    private readonly connections: ConnectionCounter,
    private readonly currentTarget: () => PortTarget | null,
    private readonly halfClosedMs = HALF_CLOSED_MS,
  ) {}

  /** Rejects with the system's error, e.g. `EADDRINUSE`. */
  async listen(port: number, host: string): Promise<void> {
    if (this.server) return;
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.forward(client));
    server.listen({ port, host });
    await once(server, 'listening');
    server.on('error', () => undefined); // accept failed (no file descriptors left): that client is lost, not the port
    this.server = server;
  }

  /** The port is free at once; open connections go on. */
  close(): void {
    this.server?.close();
    this.server = null;
  }

  private forward(client: Socket): void {
    const target = this.currentTarget();
    client.on('error', () => undefined);
    if (!target) return void client.destroy();
    const key = targetKey(target);
    this.connections.enter(key);
    const upstream = connect({ host: target.host, port: target.port, allowHalfOpen: true, noDelay: true });
    upstream.setTimeout(CONNECT_TIMEOUT_MS, () => upstream.destroy());
    upstream.once('connect', () => upstream.setTimeout(0));
    upstream.once('close', () => this.connections.leave(key));
    join(client, upstream, this.halfClosedMs);
    join(upstream, client, this.halfClosedMs);
  }
}

/** One direction. `pipe` passes an end on (half-close); an error or a close without an end tears the other side down. */
function join(from: Socket, to: Socket, halfClosedMs: number): void {
  from.pipe(to);
  from.once('end', () => to.setTimeout(halfClosedMs, () => to.destroy()));
  from.on('error', () => to.destroy());
  from.once('close', () => {
    if (!from.readableEnded) to.destroy();
  });
}
