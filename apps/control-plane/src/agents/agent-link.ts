import { Injectable } from '@nestjs/common';
import { type Ack, type ControlToAgent } from '@sdp/protocol';
import { type Socket } from 'socket.io';
import { DomainError } from '../errors/domain-error.js';
import { ask } from '../sockets/ask.js';
import { readAck } from './agent-answer.js';

export type Frame = keyof ControlToAgent;
export type FramePayload<F extends Frame> = ControlToAgent[F][0];
export type FrameAnswer<F extends Frame> = ControlToAgent[F][1];

const DEFAULT_TIMEOUT_MS = 30_000;

/** The sockets of the agents that said hello, and the one way to ask an agent for something. */
@Injectable()
export class AgentLink {
  private readonly sockets = new Map<string, Socket>();

  /** From now on frames for the agent go over `socket`; a connection it had before is closed. */
  attach(agentId: string, socket: Socket): void {
    const previous = this.sockets.get(agentId);
    this.sockets.set(agentId, socket);
    if (previous && previous !== socket) previous.disconnect(true);
  }

  /** Returns whether this was the agent's current connection. */
  detach(agentId: string, socket: Socket): boolean {
    return this.sockets.get(agentId) === socket && this.sockets.delete(agentId);
  }

  isConnected(agentId: string): boolean {
    return this.sockets.has(agentId);
  }

  /** Says, whenever it is asked, whether the agent's connection is still the one of now. */
  whileConnected(agentId: string): () => boolean {
    const socket = this.sockets.get(agentId);
    return () => socket !== undefined && this.sockets.get(agentId) === socket;
  }

  connectedIds(): string[] {
    return [...this.sockets.keys()];
  }

  disconnect(agentId: string): void {
    this.sockets.get(agentId)?.disconnect(true);
  }

  /** @throws DomainError what the agent answered, or `agent-unreachable`, or `agent-timeout`. */
  async request<F extends Frame>(
    agentId: string,
    frame: F,
    payload: FramePayload<F>,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<FrameAnswer<F>> {
    const socket = this.sockets.get(agentId);
    if (!socket) throw unreachable();

    const outcome = await ask(socket, frame, payload, timeoutMs);
    if (outcome.kind === 'disconnected') throw unreachable();
    if (outcome.kind === 'timed-out') throw timeout(frame, timeoutMs);
    return readAck(outcome.answer as Ack<FrameAnswer<F>>);
  }
}

function unreachable(): DomainError {
  const message =
    'The agent is not connected. Check that it runs and reaches the control plane, then try again.';
  return new DomainError('agent-unreachable', message, { blame: 'platform', retryable: true });
}

function timeout(frame: string, timeoutMs: number): DomainError {
  const message = `The agent did not answer ${frame} within ${timeoutMs / 1000} s. Try again.`;
  return new DomainError('agent-timeout', message, { blame: 'platform', retryable: true });
}
