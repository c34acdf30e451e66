import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  type Ack,
  type AgentAuth,
  type AgentHello,
  AGENTS_NAMESPACE,
  type AgentToControl,
  type Heartbeat,
  type HelloAnswer,
  PROTOCOL_VERSION,
  SOCKET_PATH,
} from '@sdp/protocol';
import { io, type Socket } from 'socket.io-client';
import { AgentConfig } from '../config/agent-config.js';
import { Backoff } from './backoff.js';
import { type FrameHandlers, FrameRouter } from './frame-router.js';
import { LinkDown, Refused } from './link-errors.js';

/** What the agent says of itself, made anew whenever it is asked for. */
export interface Introduction {
  hello(): Promise<AgentHello>;
  heartbeat(): Promise<Heartbeat>;
}

const REQUEST_TIMEOUT_MS = 15_000;
/** Of the heartbeat's interval: a dead wire is noticed before the second heartbeat is due. */
const HEARTBEAT_PATIENCE = 0.8;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 10_000;

/**
 * The one socket to the control plane. It is *ready* from the answer to `agent:hello` until the wire breaks, and
 * comes back by itself, whoever cut it.
 */
@Injectable()
export class ControlLink implements OnModuleDestroy {
  private readonly log = new Logger(ControlLink.name);
  private readonly socket: Socket;
  private readonly backoff = new Backoff(FIRST_RETRY_MS, MAX_RETRY_MS);
  private readonly readyListeners: (() => void)[] = [];
  private readonly downListeners: (() => void)[] = [];
  private introduction: Introduction;
  private lease = Infinity;
  private isHeard = false;
  private isClosed = false;
  private heartbeatTimer?: NodeJS.Timeout;
  private retryTimer?: NodeJS.Timeout;

  constructor(config: AgentConfig) {
    const auth: AgentAuth = { token: config.token, protocol: PROTOCOL_VERSION };
    this.socket = io(`${config.controlUrl}${AGENTS_NAMESPACE}`, {
      path: SOCKET_PATH,
      auth,
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false, // ours: socket.io gives up when the server itself disconnects or refuses
      forceNew: true,
    });
    this.socket.on('connect', () => void this.introduce());
    this.socket.on('connect_error', (error) => this.retry(error.message));
    this.socket.on('disconnect', (reason) => this.retry(reason));
  }

  /** How long the control plane bears silence before it declares this agent's work lost, in milliseconds. */
  get leaseMs(): number {
    return this.lease;
  }

  get isReady(): boolean {
    return this.isHeard && this.socket.connected;
  }

  /** Called at every hello that was answered. */
  onReady(listener: () => void): void {
    this.readyListeners.push(listener);
  }

  /** Called whenever a link that was ready breaks. */
  onDown(listener: () => void): void {
    this.downListeners.push(listener);
  }

  /** Connects, and stays connected until the agent stops. */
  open(introduction: Introduction, handlers: FrameHandlers): void {
    this.introduction = introduction;
    const router = new FrameRouter(handlers);
    for (const name of router.names) {
      this.socket.on(name, (payload: unknown, ack?: (answer: Ack<unknown>) => void) => {
        void router.dispatch(name, payload).then((answer) => ack?.(answer));
      });
    }
    this.socket.connect();
  }

  onModuleDestroy(): void {
    this.isClosed = true;
    this.lower();
    clearTimeout(this.retryTimer);
    this.socket.disconnect();
  }

  /** Sends and waits for the answer. Throws `LinkDown` when there is none, `Refused` with the other side's error. */
  async request<E extends keyof AgentToControl>(
    event: E,
    payload: AgentToControl[E][0],
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): Promise<AgentToControl[E][1]> {
    if (!this.isReady) throw new LinkDown(event);
    return this.exchange(event, payload, timeoutMs);
  }

  private async exchange<E extends keyof AgentToControl>(
    event: E,
    payload: AgentToControl[E][0],
    timeoutMs: number,
  ): Promise<AgentToControl[E][1]> {
    const answer = await this.socket
      .timeout(timeoutMs)
      .emitWithAck(event, payload)
      .catch(() => {
        throw new LinkDown(event);
      });
    const { ok, value, error } = answer as { ok: boolean; value: never; error: Refused['error'] };
    if (!ok) throw new Refused(error);
    return value;
  }

  private async introduce(): Promise<void> {
    const { id } = this.socket;
    try {
      const hello = await this.introduction.hello();
      if (this.socket.id !== id) return; // a newer connection introduces itself
      this.raise(await this.exchange('agent:hello', hello, REQUEST_TIMEOUT_MS));
    } catch (error) {
      if (this.socket.id !== id) return;
      this.log.warn(`the control plane did not take the hello: ${(error as Error).message}`);
      this.socket.disconnect();
    }
  }

  private raise(answer: HelloAnswer): void {
    this.log.log({ agentId: answer.agentId }, `connected to the control plane as ${answer.name}`);
    this.isHeard = true;
    this.lease = answer.leaseMs;
    this.backoff.reset();
    clearInterval(this.heartbeatTimer);
    this.heartbeatTimer = setInterval(() => void this.beat(answer.heartbeatMs), answer.heartbeatMs);
    for (const listener of this.readyListeners) listener();
  }

  private lower(): void {
    clearInterval(this.heartbeatTimer);
    if (!this.isHeard) return;
    this.isHeard = false;
    for (const listener of this.downListeners) listener();
  }

  private async beat(intervalMs: number): Promise<void> {
    try {
      const heartbeat = await this.introduction.heartbeat();
      await this.request('agent:heartbeat', heartbeat, intervalMs * HEARTBEAT_PATIENCE);
    } catch (error) {
      if (!this.isReady) return;
      this.log.warn(`heartbeat failed: ${(error as Error).message}`);
      this.socket.disconnect(); // the other side may be unreachable: no farewell is waited for
    }
  }

  private retry(reason: string): void {
    this.lower();
    if (this.isClosed) return;
    const pauseMs = this.backoff.next();
    this.log.warn(`no link to the control plane (${reason}); next attempt in ${Math.round(pauseMs)} ms`);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.socket.connect(), pauseMs);
  }
}
