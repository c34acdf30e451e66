import { setTimeout as delay } from 'node:timers/promises';
import { maskingOf } from '../masking/container-masking.js';
import { type CurrentContainers } from './current-containers.js';
import { type InstanceId } from '../deployment-request.js';
import { isEngineAway } from '../errors.js';
import { KeyedMutex } from '../keyed-mutex.js';
import {
  type ContainerRuntime,
  type ContainerStatus,
  type OutputLine,
} from '../runtime/container-runtime.js';

const POLL_MS = 500;
/** How many lines are caught up on when a container starts again while it is followed. */
const CATCH_UP_LINES = 5_000;
/** The log of a container is capped (docker-options.ts); this is more lines than it can have. */
const ALL_LINES = 10_000_000;
/** An answer must fit into one frame, also when JSON makes six characters of each. */
const MAX_ANSWER_BYTES = 640 * 1024;

export interface OutputQuery {
  /** How many earlier lines. */
  tail: number;
  /** Only lines after this time (RFC 3339). */
  since?: string;
}

/** Where somebody who follows an instance has got to. */
interface Position {
  containerId: string;
  tail: number;
  since?: string;
}

/** What the containers of instances print, their secrets masked. */
export class InstanceOutput {
  /** A search reads a whole log: one at a time. */
  private readonly searches = new KeyedMutex();

  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly current: CurrentContainers,
  ) {}

  /**
   * What the current container has printed so far, oldest first: the newest `tail` of the lines that hold `search`, in
   * upper or lower case. Empty when there is no container. What does not fit into an answer is left out, and said.
   */
  async read(
    instance: InstanceId,
    { search, ...query }: OutputQuery & { search?: string },
  ): Promise<OutputLine[]> {
    const container = await this.current.of(instance);
    if (!container) return [];
    const lines = search
      ? await this.searches.run('search', () => this.search(container, query, search.toLowerCase()))
      : await this.collect(container, query);
    return fitting(lines);
  }

  /**
   * The current container's output: `tail` earlier lines, then new ones. Goes on when the container is started
   * again or replaced, and when the engine was away, which is marked, until the signal aborts.
   */
  async *follow(instance: InstanceId, query: OutputQuery, signal: AbortSignal): AsyncGenerator<OutputLine> {
    let position: Position = { containerId: '', ...query };
    let awaySince: number | null = null;
    while (!signal.aborted) {
      try {
        const container = await this.current.of(instance);
        if (awaySince !== null) yield gapMark(performance.now() - awaySince);
        awaySince = null;
        if (container) {
          position = continued(position, container);
          for await (const line of this.lines(container, { ...position, follow: true }, signal)) {
            position.since = line.at;
            yield line;
          }
          position.tail = CATCH_UP_LINES;
        }
      } catch (error) {
        if (!isEngineAway(error)) throw error;
        awaySince ??= performance.now();
      }
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async collect(container: ContainerStatus, query: OutputQuery): Promise<OutputLine[]> {
    const lines: OutputLine[] = [];
    for await (const line of this.lines(container, { ...query, follow: false })) lines.push(line);
    return lines;
  }

  /** What is hidden cannot be found. */
  private async search(
    container: ContainerStatus,
    { tail, since }: OutputQuery,
    wanted: string,
  ): Promise<OutputLine[]> {
    const found: OutputLine[] = [];
    const all = { tail: ALL_LINES, follow: false, ...(since === undefined ? {} : { since }) };
    for await (const line of this.lines(container, all)) {
      if (!line.text.toLowerCase().includes(wanted)) continue;
      found.push(line);
      if (found.length > tail) found.shift();
    }
    return found;
  }

  private async *lines(
    container: ContainerStatus,
    { tail, since, follow }: OutputQuery & { follow: boolean },
    signal?: AbortSignal,
  ): AsyncGenerator<OutputLine> {
    const masking = await maskingOf(this.runtime, container);
    const options = { tail, follow, ...(since === undefined ? {} : { since }) };
    for await (const line of this.runtime.output(container.id, options, signal)) {
      yield { ...line, text: masking.text(line.text) };
    }
  }
}

/** A new container's output is shown from its beginning on, as far as it was asked for. */
function continued(position: Position, { id }: ContainerStatus): Position {
  const { containerId, tail, since } = position;
  const isFirst = containerId === '';
  const isKept = isFirst || containerId === id;
  return { containerId: id, tail, ...(isKept && since !== undefined ? { since } : {}) };
}

/** The newest that fit, after a line that says that some do not. */
function fitting(lines: readonly OutputLine[]): OutputLine[] {
  let bytes = 0;
  const tooMuch = (line: OutputLine) => (bytes += Buffer.byteLength(JSON.stringify(line))) > MAX_ANSWER_BYTES;
  const leftOut = lines.findLastIndex(tooMuch) + 1;
  const kept = lines.slice(leftOut);
  const [first] = kept;
  if (leftOut === 0 || !first) return kept;
  return [note(first.at, `${leftOut} earlier lines are left out: too much for one answer`), ...kept];
}

function gapMark(durationMs: number): OutputLine {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const text = `the container engine did not answer for ${seconds} s: lines of that time may be missing`;
  return note(new Date().toISOString(), text);
}

function note(at: string, text: string): OutputLine {
  return { at, stream: 'err', text: `[SDP] ${text}` };
}
