import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  type Ack,
  type AgentHello,
  AGENTS_NAMESPACE,
  type ControlToAgent,
  type DeploymentEvent,
  type DeploymentEvents,
  type DeploymentResult,
  type Heartbeat,
  type InstanceLogLines,
  type LogChunk,
  type ObservedReport,
  type StatsReport,
  type StorageReport,
  SOCKET_PATH,
  type WireError,
} from '@sdp/protocol';
import { Server, type Socket } from 'socket.io';
import { until } from './until.js';

/** What of a control plane an agent sees, on a real Socket.IO server, keeping the same promises about acks. */
export class FakeControlPlane {
  token = 'f4ke-c0ntr0l-plane-t0ken-0123456789abcdef';
  refusals = 0;
  readonly hellos: AgentHello[] = [];
  readonly heartbeats: Heartbeat[] = [];
  readonly observed: ObservedReport[] = [];
  readonly stats: StatsReport[] = [];
  readonly storage: StorageReport[] = [];
  readonly instanceLines: InstanceLogLines[] = [];
  readonly events = new Map<string, DeploymentEvent[]>();
  readonly logs = new Map<string, Buffer>();
  /** Every frame of events and log that came, whether it was new or not. */
  received = 0;
  heartbeatMs = 1_000;
  leaseMs = 30_000;
  /** Answers to events and log lines are not sent, though what came is kept. */
  isLosingAcks = false;
  /** Refuses reports with this. */
  refusal?: WireError;
  maxMessageBytes = 4_000_000;
  private http: HttpServer;
  private io: Server;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async listen(): Promise<this> {
    this.http = createServer();
    this.io = new Server(this.http, { path: SOCKET_PATH, maxHttpBufferSize: this.maxMessageBytes });
    this.agents.use((socket, next) => {
      const isKnown = socket.handshake.auth['token'] === this.token;
      if (!isKnown) this.refusals++;
      next(isKnown ? undefined : new Error('unknown token'));
    });
    this.agents.on('connection', (socket) => this.serve(socket));
    await new Promise<void>((resolve) => this.http.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.http.address() as AddressInfo).port;
    return this;
  }

  /** Stops listening and drops everyone; `listen` brings it back on the same port with what it had stored. */
  async close(): Promise<void> {
    await this.io.close();
  }

  /** Cuts the wire without a word. */
  cut(): void {
    for (const socket of this.agents.sockets.values()) socket.conn.close(true);
  }

  async send<F extends keyof ControlToAgent>(frame: F, payload: unknown): Promise<Ack<ControlToAgent[F][1]>> {
    await until(() => this.hasHello, 'the agent says hello');
    return (await this.socket?.timeout(5000).emitWithAck(frame, payload)) as Ack<ControlToAgent[F][1]>;
  }

  /** Sends and does not wait for the answer. */
  async emit<F extends keyof ControlToAgent>(frame: F, payload: unknown): Promise<void> {
    await until(() => this.hasHello, 'the agent says hello');
    this.socket?.emit(frame, payload, () => undefined);
  }

  eventsOf(deploymentId: string): DeploymentEvent[] {
    return this.events.get(deploymentId) ?? [];
  }

  logOf(deploymentId: string): string {
    return (this.logs.get(deploymentId) ?? Buffer.alloc(0)).toString();
  }

  resultOf(deploymentId: string): DeploymentResult | undefined {
    const last = this.eventsOf(deploymentId).at(-1);
    return last?.type === 'finished' ? last.result : undefined;
  }

  async untilFinished(deploymentId: string, timeoutMs?: number): Promise<DeploymentResult> {
    await until(
      () => this.resultOf(deploymentId) !== undefined,
      'the deployment is reported as finished',
      timeoutMs,
    );
    return this.resultOf(deploymentId) as DeploymentResult;
  }

  private hasHello = false;

  private get agents() {
    return this.io.of(AGENTS_NAMESPACE);
  }

  private get socket(): Socket | undefined {
    return [...this.agents.sockets.values()].at(-1);
  }

  private serve(socket: Socket): void {
    this.hasHello = false;
    const answer = {
      agentId: randomUUID(),
      name: 'micro-1',
      heartbeatMs: this.heartbeatMs,
      leaseMs: this.leaseMs,
    };
    const on = <T>(event: string, handle: (payload: T) => unknown) =>
      socket.on(event, (payload: T, ack: (answer: unknown) => void) => {
        const value = handle(payload);
        if (value !== undefined) ack({ ok: true, value });
      });

    on<AgentHello>('agent:hello', (hello) => {
      this.hellos.push(hello);
      this.hasHello = true;
      return answer;
    });
    on<Heartbeat>('agent:heartbeat', (heartbeat) => this.heartbeats.push(heartbeat) && null);
    on<ObservedReport>('instances:observed', (report) => this.observed.push(report) && null);
    on<StatsReport>('instances:stats', (report) => this.stats.push(report) && null);
    on<StorageReport>('agent:storage', (report) => this.storage.push(report) && null);
    on<InstanceLogLines>('instance:log', (lines) => this.instanceLines.push(lines) && null);
    this.onReport<DeploymentEvents>(socket, 'deployment:events', (payload) => this.storeEvents(payload));
    this.onReport<LogChunk>(socket, 'deployment:log', (payload) => this.storeLog(payload));
  }

  private onReport<T>(socket: Socket, event: string, store: (payload: T) => number): void {
    socket.on(event, (payload: T, ack: (answer: unknown) => void) => {
      this.received++;
      if (this.refusal) return ack({ ok: false, error: this.refusal });
      const acked = store(payload);
      if (!this.isLosingAcks) ack({ ok: true, value: { acked } });
    });
  }

  private storeEvents({ deploymentId, events }: DeploymentEvents): number {
    const known = this.eventsOf(deploymentId);
    for (const event of events) if (event.seq === (known.at(-1)?.seq ?? 0) + 1) known.push(event);
    this.events.set(deploymentId, known);
    return known.at(-1)?.seq ?? 0;
  }

  private storeLog({ deploymentId, offset, text }: LogChunk): number {
    const known = this.logs.get(deploymentId) ?? Buffer.alloc(0);
    if (!text.endsWith('\n')) throw new Error('a chunk does not end at a line end');
    if (offset === known.length) this.logs.set(deploymentId, Buffer.concat([known, Buffer.from(text)]));
    return this.logs.get(deploymentId)?.length ?? 0;
  }
}
