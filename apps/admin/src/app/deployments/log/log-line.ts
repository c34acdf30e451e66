import { type LogLevelOrNone, type LogLineView, type LogStream } from '@sdp/protocol';
import { withoutColours, withoutControls } from './control-sequences';

/** One line of a log, ready to be shown. */
export interface LogLine {
  /** From 1. */
  number: number;
  /** `13:10:11.123`, UTC, as the log has it; empty when the line has no time. */
  time: string;
  step: string;
  stream: LogStream;
  level: LogLevelOrNone;
  /** Text and colours, no other controls. Colours end with their line: none styles anything outside it. */
  text: string;
  /** How many characters are seen. */
  length: number;
}

/** `2026-11-23T13:10:11.123Z build out text` (libs/protocol/src/log-format.ts). */
const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([a-z]+) (out|err|sdp) ?([^]*)$/;
const TIME_OF_DAY = { from: 11, to: 23 } as const;
const LEVELS: Readonly<Record<string, LogLevelOrNone>> = { e: 'error', w: 'warn', i: 'info', d: 'debug' };

export function shownLine({ number, at, step, stream, level, text: raw }: LogLineView): LogLine {
  const text = withoutControls(raw);
  const time = at.slice(TIME_OF_DAY.from, TIME_OF_DAY.to);
  return { number, time, step, stream, level, text, length: withoutColours(text).length };
}

/** The lines of a piece of a log that begins with line `first`; `levels` has a letter for each. */
export function linesOf(piece: string, first: number, levels = ''): LogLine[] {
  const lines = piece.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((raw, at) => {
    const [, time = '', step = '', stream = 'out', text = raw] = LINE.exec(raw) ?? [];
    const level = LEVELS[levels[at] ?? ''] ?? 'none';
    return shownLine({ number: first + at, at: time, step, stream: stream as LogStream, level, text });
  });
}

/** What a person would call the text of the line. */
export function plainText(line: LogLine): string {
  return withoutColours(line.text);
}
