import { LineSplitter } from '../process/line-splitter.js';
import { type OutputLine } from './container-runtime.js';

/** https://docs.docker.com/reference/api/engine/version/v1.41/ "ContainerAttach", stream format. */
const HEADER_BYTES = 8;
const STDERR = 2;

/** Splits the engine's multiplexed stream into frames; chunks may end anywhere. */
export async function* frames(
  stream: AsyncIterable<Buffer | string>,
): AsyncGenerator<{ stream: 'out' | 'err'; payload: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, typeof chunk === 'string' ? Buffer.from(chunk) : chunk]);
    while (rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + rest.readUInt32BE(4);
      if (rest.length < end) break;
      yield { stream: rest[0] === STDERR ? 'err' : 'out', payload: rest.subarray(HEADER_BYTES, end) };
      rest = rest.subarray(end);
    }
  }
}

/**
 * Lines of a container's log that was asked for with timestamps. One frame is one entry of the log: a timestamp, a
 * blank, and a line or, without a line end, a part of a long one.
 */
export async function* logLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<OutputLine> {
  const parts = { out: new StampedLines('out'), err: new StampedLines('err') };
  for await (const frame of frames(stream)) yield* parts[frame.stream].push(frame.payload);
  yield* parts.out.end();
  yield* parts.err.end();
}

class StampedLines {
  private readonly lines = new LineSplitter();
  private firstPartAt: string | null = null;

  constructor(private readonly stream: 'out' | 'err') {}

  push(payload: Buffer): OutputLine[] {
    const blank = payload.indexOf(0x20);
    this.firstPartAt ??= payload.toString('latin1', 0, blank);
    const lines = this.stamp(this.lines.push(payload.subarray(blank + 1)));
    if (payload.at(-1) === 0x0a) this.firstPartAt = null;
    return lines;
  }

  end(): OutputLine[] {
    return this.stamp(this.lines.end());
  }

  private stamp(texts: string[]): OutputLine[] {
    return texts.map((text) => ({ at: this.firstPartAt ?? '', stream: this.stream, text }));
  }
}
