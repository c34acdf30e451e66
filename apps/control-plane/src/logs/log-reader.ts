import { Injectable } from '@nestjs/common';
import { type LogLinesView, type LogLineView, type LogMatchesView } from '@sdp/protocol';
import { type Block, type LineIndex } from './line-index.js';
import { partsAt } from './line-parts.js';
import { type LineQuery, markWanted } from './line-query.js';
import { LineSet } from './line-set.js';
import { LogIndexes } from './log-indexes.js';
import { LogStore } from './log-store.js';
import { TextFinder } from './text-finder.js';
import { Turns } from './turns.js';

/** Looked through in one go, a few milliseconds at most; other requests are served in between. */
const BLOCK_BYTES = 512 * 1024;
/** Looked through for one answer. */
const MAX_SEARCHED_BYTES = 32 * 1024 * 1024;
/** Read for the lines of one answer. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const MAX_NAMED_LINES = 100;
const SEARCHES_AT_ONCE = 2;

/** Which lines to read: from a number on, from the line of a byte on, or these only. */
export interface LineRange {
  from?: number;
  offset?: number;
  count?: number;
  numbers?: readonly number[];
}

export const DEFAULT_LINES = 256;

/** Reads logs by the numbers of their lines, and says which lines match. */
@Injectable()
export class LogReader {
  private readonly turns = new Turns(SEARCHES_AT_ONCE);

  constructor(
    private readonly logs: LogStore,
    private readonly indexes: LogIndexes,
  ) {}

  /** The lines of a range, fewer where they are very long: `next` says where to go on. */
  async lines(deploymentId: string, range: LineRange): Promise<LogLinesView> {
    const index = await this.indexes.of(deploymentId);
    if (range.numbers) return this.single(deploymentId, index, range.numbers);
    const { offset, count = DEFAULT_LINES } = range;
    const from = offset === undefined ? (range.from ?? 1) : await this.lineAt(deploymentId, index, offset);
    const to = Math.min(index.lineCount, from + count - 1);
    const { lineCount } = index;
    const lines = await this.collect(deploymentId, index, from, to);
    const next = from + lines.length;
    return { lineCount, lines, next: next <= lineCount ? next : null };
  }

  /** Which lines from `from` on match, as far as one answer looks. Ends early when the signal is aborted. */
  search(deploymentId: string, query: LineQuery, from: number, signal: AbortSignal): Promise<LogMatchesView> {
    return this.turns.run(async () => {
      const index = await this.indexes.of(deploymentId);
      const { lineCount } = index;
      const wanted = new LineSet(from, lineCount);
      markWanted(index, query, from, lineCount, wanted);
      if (!query.text) return matchesOf(wanted, lineCount, lineCount);

      const finder = new TextFinder(query.text, query.matchCase ?? false);
      const found = new LineSet(from, lineCount);
      const end = index.byteCount;
      let to = from - 1;
      for (let read = 0; to < lineCount && read < MAX_SEARCHED_BYTES && !signal.aborted;) {
        const block = index.blockAt(to + 1, BLOCK_BYTES);
        const bytes = await this.bytes(deploymentId, block.offset, Math.min(block.end, end));
        finder.find(bytes, (at) => {
          const line = block.firstLine + at;
          if (line >= from && line <= lineCount && wanted.has(line)) found.add(line);
        });
        read += bytes.length;
        to = Math.min(block.lastLine, lineCount);
      }
      return matchesOf(found, to, lineCount);
    });
  }

  /** Goes through the lines from `from` on, and answers the number of the first that is wanted; null where none is. */
  async firstWhere(
    deploymentId: string,
    from: number,
    isWanted: (line: LogLineView) => boolean,
  ): Promise<number | null> {
    const index = await this.indexes.of(deploymentId);
    const { lineCount } = index;
    for (let next = from; next <= lineCount;) {
      const block = index.blockAt(next, BLOCK_BYTES / 4);
      const bytes = await this.bytes(deploymentId, block.offset, block.end);
      const last = Math.min(block.lastLine, lineCount);
      const wanted = linesOf(bytes, block, index, next, last).find(isWanted);
      if (wanted) return wanted.number;
      next = last + 1;
    }
    return null;
  }

  private async single(id: string, index: LineIndex, numbers: readonly number[]): Promise<LogLinesView> {
    const { lineCount } = index;
    const lines: LogLineView[] = [];
    for (const number of numbers) {
      if (number > lineCount) continue;
      lines.push(...(await this.collect(id, index, number, number)));
    }
    return { lineCount, lines, next: null };
  }

  private async collect(id: string, index: LineIndex, from: number, to: number): Promise<LogLineView[]> {
    const lines: LogLineView[] = [];
    for (let next = from, read = 0; next <= to && read < MAX_ANSWER_BYTES;) {
      const block = index.blockAt(next, 1);
      const last = Math.min(block.lastLine, to);
      const bytes = await this.bytes(id, block.offset, block.end);
      lines.push(...linesOf(bytes, block, index, next, last));
      read += bytes.length;
      next = last + 1;
    }
    return lines;
  }

  private async lineAt(id: string, index: LineIndex, offset: number): Promise<number> {
    const entry = index.entryBeforeByte(offset);
    const bytes = await this.bytes(id, entry.offset, Math.min(offset, index.byteCount));
    return Math.max(1, Math.min(index.lineCount, entry.line + newlines(bytes)));
  }

  private async bytes(deploymentId: string, from: number, to: number): Promise<Buffer> {
    return (await this.logs.read(deploymentId, from, to - from)).bytes;
  }
}

function matchesOf(set: LineSet, to: number, lineCount: number): LogMatchesView {
  const lines = set.first(MAX_NAMED_LINES);
  return { from: set.from, to, lineCount, count: set.count, lines, bits: set.toBase64() };
}

function linesOf(bytes: Buffer, block: Block, index: LineIndex, from: number, to: number): LogLineView[] {
  const log = bytes.toString('utf8');
  const lines: LogLineView[] = [];
  let start = 0;
  for (let number = block.firstLine; number <= to; number++) {
    const newline = log.indexOf('\n', start);
    const end = newline < 0 ? log.length : newline;
    if (number >= from) lines.push(lineOf(log, start, end, number, index));
    start = end + 1;
  }
  return lines;
}

function lineOf(log: string, start: number, end: number, number: number, index: LineIndex): LogLineView {
  const { at, step, stream, textAt } = partsAt(log, start);
  return { number, at, step, stream, level: index.levelOf(number), text: log.slice(textAt, end) };
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) count++;
  return count;
}
