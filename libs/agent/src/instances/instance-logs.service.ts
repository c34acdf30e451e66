import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InstanceOutput } from '@sdp/deployer';
import { type InstanceLogLines, type InstanceLogsFrame } from '@sdp/protocol';
import { ControlLink } from '../link/control-link.js';

type Line = InstanceLogLines['lines'][number];

const MAX_BATCH_LINES = 200;
const MAX_BATCH_CHARACTERS = 64 * 1024;
/** More at once would let watchers starve deployments. */
const MAX_STREAMS = 100;

/**
 * Follows the output of running containers for those who watch. One batch in flight for each stream: a slow watcher
 * slows the reading, and the engine's own log cap bounds what waits. Streams end with the link.
 */
@Injectable()
export class InstanceLogsService implements OnModuleDestroy {
  private readonly log = new Logger(InstanceLogsService.name);
  private readonly streams = new Map<string, AbortController>();

  constructor(
    private readonly output: InstanceOutput,
    private readonly link: ControlLink,
  ) {
    link.onDown(() => this.stopAll());
  }

  /** Lines come as `instance:log`. A stream that is open already is left alone; the oldest gives way to too many. */
  follow(frame: InstanceLogsFrame): void {
    if (this.streams.has(frame.streamId)) return;
    const [oldest] = this.streams.keys();
    if (this.streams.size >= MAX_STREAMS && oldest !== undefined) this.stop(oldest);
    const controller = new AbortController();
    this.streams.set(frame.streamId, controller);
    void this.relay(frame, controller.signal).finally(() => {
      if (this.streams.get(frame.streamId) === controller) this.streams.delete(frame.streamId);
    });
  }

  stop(streamId: string): void {
    this.streams.get(streamId)?.abort();
    this.streams.delete(streamId);
  }

  private stopAll(): void {
    for (const streamId of [...this.streams.keys()]) this.stop(streamId);
  }

  onModuleDestroy(): void {
    this.stopAll();
  }

  private async relay(frame: InstanceLogsFrame, signal: AbortSignal): Promise<void> {
    const { streamId } = frame;
    const batch = new Batch((lines) => this.link.request('instance:log', { streamId, lines }));
    try {
      for await (const line of this.output.follow(frame, frame, signal)) await batch.add(line);
    } catch (error) {
      if (!signal.aborted) await batch.add(mark((error as Error).message)).catch(() => undefined);
    }
    try {
      await batch.end();
      if (!signal.aborted) await this.link.request('instance:log', { streamId, lines: [], ended: true });
    } catch (error) {
      if (!signal.aborted) this.log.debug({ streamId }, `output not delivered: ${(error as Error).message}`);
    }
  }
}

/** Collects lines while an earlier batch is on its way. */
class Batch {
  private lines: Line[] = [];
  private characters = 0;
  private sending?: Promise<void>;

  constructor(private readonly deliver: (lines: Line[]) => Promise<unknown>) {}

  /** Waits when a full batch is waiting already. Throws when an earlier one was not delivered. */
  async add(line: Line): Promise<void> {
    this.lines.push(line);
    this.characters += line.text.length;
    const isFull = this.lines.length >= MAX_BATCH_LINES || this.characters >= MAX_BATCH_CHARACTERS;
    if (this.sending === undefined) this.send();
    else if (isFull) await this.sending;
  }

  async end(): Promise<void> {
    while (this.sending) await this.sending;
  }

  private send(): void {
    const { lines } = this;
    this.lines = [];
    this.characters = 0;
    this.sending = this.deliver(lines).then(() => {
      this.sending = undefined;
      if (this.lines.length > 0) this.send();
    });
    this.sending.catch(() => undefined); // thrown to whoever adds or ends next
  }
}

function mark(reason: string): Line {
  return {
    at: new Date().toISOString(),
    stream: 'err',
    text: `[SDP] the output is no longer followed: ${reason}`,
  };
}
