import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { type Readable } from 'node:stream';
import { LastAnswer } from './last-answer.js';
import { OpenConnections, type Conversation } from './open-connections.js';
import { type PortTarget } from './port-switch.js';

/** Longer than any local network needs, shorter than a client's patience. */
const CONNECT_TIMEOUT_MS = 3_000;
/** After one side has ended, how long the other may stay silent: a client that is gone looks as if it listened. */
const HALF_CLOSED_MS = 120_000;

export function targetKey({ host, port }: Pick<PortTarget, 'host' | 'port'>): string {
  return `${host}:${port}`;
}

/** Listens on one host port and forwards each new connection to the target that is current at that moment. */
export class Forwarder {
  private server: Server | null = null;

  constructor(
    private readonly connections: OpenConnections,
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
    const upstream = connect({ host: target.host, port: target.port, allowHalfOpen: true, noDelay: true });
    const answers = new LastAnswer();
    const conversation = converse(client, upstream, answers);
    this.connections.enter(key, conversation);
    upstream.setTimeout(CONNECT_TIMEOUT_MS, () => upstream.destroy());
    upstream.once('connect', () => upstream.setTimeout(0));
    upstream.once('close', () => this.connections.leave(key, conversation));
    join(client, upstream, client, this.halfClosedMs);
    join(upstream, client, upstream.pipe(answers), this.halfClosedMs);
  }
}

/** Notes who spoke last, and when. */
function converse(client: Socket, upstream: Socket, answers: LastAnswer): Conversation {
  let isAnswered = false;
  let spokenAt = performance.now();
  const note = (answered: boolean) => () => {
    isAnswered = answered;
    spokenAt = performance.now();
  };
  client.on('data', note(false));
  client.on('data', () => answers.noteQuestion());
  upstream.on('data', note(true));
  return {
    endAfterAnswer: () => answers.request(),
    isQuiet: (forMs) => isAnswered && performance.now() - spokenAt >= forMs,
    end: () => {
      client.end();
      upstream.destroy();
    },
  };
}

/** One direction, `words` being what `from` says. `pipe` passes an end on (half-close); an error or a close without an end tears the other side down. */
function join(from: Socket, to: Socket, words: Readable, halfClosedMs: number): void {
  words.pipe(to);
  from.once('end', () => to.setTimeout(halfClosedMs, () => to.destroy()));
  from.on('error', () => to.destroy());
  from.once('close', () => {
    if (!from.readableEnded) to.destroy();
  });
}
