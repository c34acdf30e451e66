import { Injectable } from '@nestjs/common';
import { type InstanceLogLines } from '@sdp/protocol';
import { InstanceOutputService } from '../runtime/instance-output.service.js';
import { type BrowserSocket } from './browser-socket.js';
import { type RuntimeOpenDto } from './dto/runtime-open.dto.js';
import { OpenStreams } from './open-streams.js';

/** Packets that may wait for a slow browser before lines are dropped: this output is lossy by nature. */
const MAX_WAITING_PACKETS = 200;

/** The container output that browsers follow. */
@Injectable()
export class RuntimeRelays {
  private readonly open = new OpenStreams();
  private readonly waiting = new WeakMap<BrowserSocket, number>();

  constructor(private readonly output: InstanceOutputService) {}

  async start(socket: BrowserSocket, request: RuntimeOpenDto): Promise<string> {
    const relay = (lines: InstanceLogLines) => this.relay(socket, lines);
    const streamId = await this.output.follow(request, relay);
    this.register(socket, streamId);
    return streamId;
  }

  /** Only a browser's own streams: an id that belongs to another connection is not known here. */
  stop(socket: BrowserSocket, streamId: string): void {
    this.open.remove(socket, streamId);
  }

  stopAll(socket: BrowserSocket): void {
    this.open.removeAll(socket);
  }

  private register(socket: BrowserSocket, streamId: string): void {
    try {
      const { signal } = this.open.add(socket, streamId);
      signal.addEventListener('abort', () => this.output.stop(streamId), { once: true });
      if (!socket.connected) this.stopAll(socket);
    } catch (error) {
      this.output.stop(streamId);
      throw error;
    }
  }

  private relay(socket: BrowserSocket, lines: InstanceLogLines): void {
    if (lines.ended) this.open.remove(socket, lines.streamId);
    const waiting = this.waiting.get(socket) ?? this.countWaiting(socket);
    if (waiting >= MAX_WAITING_PACKETS && !lines.ended) return;
    this.waiting.set(socket, waiting + 1);
    socket.emit('runtime:lines', lines);
  }

  /** The transport takes what waits only once it got rid of what it took before, and says `drain` then. */
  private countWaiting(socket: BrowserSocket): number {
    socket.conn.on('drain', () => this.waiting.set(socket, 0));
    return 0;
  }
}
