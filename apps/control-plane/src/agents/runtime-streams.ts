import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type InstanceLogLines, type InstanceLogsFrame } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { AgentLink } from './agent-link.js';
import { AgentPresence } from './agent-presence.js';

type Listener = (lines: InstanceLogLines) => void;

interface Stream {
  agentId: string;
  listener: Listener;
}

/** The output of running containers, relayed from an agent to whoever follows it. */
@Injectable()
export class RuntimeStreams implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RuntimeStreams.name);
  private readonly streams = new Map<string, Stream>();
  private subscription: Subscription | undefined;

  constructor(
    private readonly link: AgentLink,
    private readonly presence: AgentPresence,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.presence.left.subscribe((agentId) => this.endAllOf(agentId));
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  /** Answers the stream's id; its last lines are marked `ended`. */
  async follow(
    agentId: string,
    frame: Omit<InstanceLogsFrame, 'streamId'>,
    listener: Listener,
  ): Promise<string> {
    const streamId = randomUUID();
    this.streams.set(streamId, { agentId, listener });
    try {
      await this.link.request(agentId, 'instance:logs', { ...frame, streamId });
      return streamId;
    } catch (error) {
      this.streams.delete(streamId);
      throw error;
    }
  }

  stop(streamId: string): void {
    const stream = this.streams.get(streamId);
    if (!stream) return;
    this.streams.delete(streamId);
    this.link
      .request(stream.agentId, 'instance:logs-stop', { streamId })
      .catch((error: unknown) => this.logger.debug({ err: error }, 'A stream could not be stopped'));
  }

  /** Lines from an agent count only for streams that it was asked for. */
  deliver(agentId: string, lines: InstanceLogLines): void {
    const stream = this.streams.get(lines.streamId);
    if (stream?.agentId !== agentId) return;
    if (lines.ended) this.streams.delete(lines.streamId);
    stream.listener(lines);
  }

  private endAllOf(agentId: string): void {
    for (const [streamId, stream] of this.streams)
      if (stream.agentId === agentId) this.deliver(agentId, { streamId, lines: [], ended: true });
  }
}
