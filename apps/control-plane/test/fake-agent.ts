import {
  type Acked,
  type Ack,
  type AgentHello,
  AGENTS_NAMESPACE,
  type AgentToControl,
  type ControlToAgent,
  type DeploymentEvent,
  type Heartbeat,
  type HelloAnswer,
  type ObservedInstance,
  PROTOCOL_VERSION,
  type RunDeploymentFrame,
  SOCKET_PATH,
  type WireError,
} from '@sdp/protocol';
import { io, type Socket } from 'socket.io-client';
import { waitUntil } from './wait-until.js';

export interface FakeAgentOptions {
  name: string;
  token: string;
  hello: Partial<AgentHello>;
  answers: Answers;
  protocol: number;
}

type Frame = keyof ControlToAgent;
type Answers = { [F in Frame]?: (payload: ControlToAgent[F][0]) => Answer<F> | Promise<Answer<F>> };
type Answer<F extends Frame> = ControlToAgent[F][1] | Ack<ControlToAgent[F][1]> | typeof NO_ANSWER;

/** Given as an answer: the agent stays silent. */
export const NO_ANSWER = Symbol('no answer');

export const A_COMMIT = {
  id: 'c0ffee0000000000000000000000000000000001',
  author: 'Ada',
  time: '2026-11-20T10:00:00.000Z',
  subject: 'Add the discount',
};

export function refuse(error: WireError): Ack<never> {
  return { ok: false, error };
}

/** Plays an agent over a real socket: answers frames as told, remembers them, and reports on demand. */
export class FakeAgent {
  readonly received: { frame: Frame; payload: unknown }[] = [];
  readonly answers: Answers;
  readonly hello: AgentHello;
  socket!: Socket;
  welcome!: HelloAnswer;

  constructor(
    private readonly url: string,
    private readonly options: Partial<FakeAgentOptions> & { name: string; token: string },
  ) {
    const isGateway = options.name.startsWith('gateway');
    this.answers = { ...options.answers };
    this.hello = {
      kind: isGateway ? 'gateway' : 'micro',
      version: '0.1.0',
      address: 'host.test',
      portRange: isGateway ? { from: 22000, to: 22009 } : { from: 21000, to: 21009 },
      capacity: 2,
      strategies: isGateway ? ['php'] : ['go'],
      repositories: isGateway
        ? [
            {
              name: 'api-gateway',
              url: 'https://git.test/api-gateway.git',
              stack: 'php',
              defaultBranch: 'main',
            },
          ]
        : ['orders', 'catalog'].map((name) => ({
            name,
            url: `https://git.test/${name}.git`,
            stack: 'go' as const,
            defaultBranch: 'main',
          })),
      images: [
        isGateway
          ? { stack: 'php', name: 'php:8.3-apache', isPresent: true }
          : { stack: 'go', name: 'alpine:3.20', isPresent: true },
      ],
      switch: isGateway ? { url: 'http://host.test:8080', domain: 'sandbox.test', problem: null } : null,
      deployments: [],
      instances: [],
      ...options.hello,
    };
  }

  /** Resolves when it said hello and was reconciled. */
  async connect(): Promise<void> {
    this.open();
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    const before = this.framesOf('reconcile').length;
    this.welcome = await this.ask('agent:hello', this.hello);
    await waitUntil('the reconcile frame', () => this.framesOf('reconcile').length > before);
  }

  open(): void {
    this.socket = io(`${this.url}${AGENTS_NAMESPACE}`, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      auth: { token: this.options.token, protocol: this.options.protocol ?? PROTOCOL_VERSION },
      reconnection: false,
      forceNew: true,
    });
    this.socket.onAny((frame: Frame, payload: unknown, ack?: (answer: unknown) => void) => {
      this.received.push({ frame, payload });
      void this.answer(frame, payload, ack);
    });
  }

  /** Sends an event; fails with the refusal when it is refused. */
  async ask<E extends keyof AgentToControl>(
    event: E,
    payload: AgentToControl[E][0],
  ): Promise<AgentToControl[E][1]> {
    const ack = await this.tryAsk(event, payload);
    if (!ack.ok) throw Object.assign(new Error(ack.error.message), ack.error);
    return ack.value;
  }

  tryAsk<E extends keyof AgentToControl>(event: E, payload: unknown): Promise<Ack<AgentToControl[E][1]>> {
    return this.socket.timeout(8_000).emitWithAck(event, payload) as Promise<Ack<AgentToControl[E][1]>>;
  }

  framesOf<F extends Frame>(frame: F): ControlToAgent[F][0][] {
    return this.received
      .filter((one) => one.frame === frame)
      .map(({ payload }) => payload as ControlToAgent[F][0]);
  }

  /** The run frame of a deployment, once it is here. */
  runFrame(deploymentId: string): Promise<RunDeploymentFrame> {
    return waitUntil(`the run frame of ${deploymentId}`, () =>
      this.framesOf('deployment:run').find((frame) => frame.deploymentId === deploymentId),
    );
  }

  cancelFrame(deploymentId: string) {
    return waitUntil(`the cancel frame of ${deploymentId}`, () =>
      this.framesOf('deployment:cancel').find((frame) => frame.deploymentId === deploymentId),
    );
  }

  report(frame: { deploymentId: string; epoch: number }, events: DeploymentEvent[]): Promise<Acked> {
    const { deploymentId, epoch } = frame;
    return this.ask('deployment:events', { deploymentId, epoch, events });
  }

  log(frame: { deploymentId: string; epoch: number }, offset: number, text: string): Promise<Acked> {
    const { deploymentId, epoch } = frame;
    return this.ask('deployment:log', { deploymentId, epoch, offset, text });
  }

  heartbeat(values: Partial<Heartbeat> = {}): Promise<null> {
    const { images, switch: sandboxSwitch } = this.hello;
    const disk = { freeDiskBytes: 60e9, totalDiskBytes: 100e9 };
    return this.ask('agent:heartbeat', { running: 0, ...disk, images, switch: sandboxSwitch, ...values });
  }

  /** Reports containers, and no others. What is not said of one is as of one that runs well. */
  async observe(
    ...containers: (Pick<ObservedInstance, 'sandboxId' | 'service' | 'deploymentId' | 'epoch'> &
      Partial<ObservedInstance>)[]
  ): Promise<void> {
    const instances = containers.map(({ sandboxId, service, deploymentId, epoch, ...rest }) => ({
      sandboxId,
      service,
      deploymentId,
      epoch,
      state: rest.state ?? ('running' as const),
      exitCode: rest.exitCode,
      lastLines: rest.lastLines,
      releases: rest.releases ?? [deploymentId],
    }));
    await this.ask('instances:observed', { instances });
  }

  close(): void {
    this.socket?.disconnect();
  }

  private async answer(frame: Frame, payload: unknown, ack?: (answer: unknown) => void): Promise<void> {
    const scripted = this.answers[frame] as ((payload: unknown) => unknown) | undefined;
    const value = scripted ? await scripted(payload) : null;
    if (value === NO_ANSWER) return;
    const isAck = typeof value === 'object' && value !== null && 'ok' in value;
    ack?.(isAck ? value : { ok: true, value });
  }
}

type EventWithoutSeq = DeploymentEvent extends infer E
  ? E extends { seq: number }
    ? Omit<E, 'seq' | 'at'>
    : never
  : never;

/** Numbers events from `first` on. */
export function events(list: EventWithoutSeq[], first = 1): DeploymentEvent[] {
  const at = new Date().toISOString();
  return list.map((event, index) => ({ ...event, seq: first + index, at }) as DeploymentEvent);
}

/** Everything that a good deployment reports. */
export function aGoodRun(logBytes = 0): DeploymentEvent[] {
  return events([
    ...['fetch', 'checkout', 'preflight', 'build', 'start', 'verify', 'switch'].flatMap((step) => [
      { type: 'step-started', step },
      { type: 'step-finished', step, durationMs: 12.5, outcome: 'ok' },
      ...(step === 'fetch' ? [{ type: 'commit-resolved', commit: A_COMMIT }] : []),
    ]),
    { type: 'finished', result: { outcome: 'succeeded', durationMs: 100, logBytes } },
  ] as EventWithoutSeq[]);
}
