import { type Signal } from '@angular/core';
import { type LogLevelOrNone, type LogSectionView } from '@sdp/protocol';
import { type LogLine } from './log-line';

/** Which lines are looked for; both have to be so. */
export interface LineQuery {
  text: string;
  matchCase: boolean;
  /** None named: all of them. */
  levels: readonly LogLevelOrNone[];
}

/** Which of the lines `from` to `to` match; `bits` as LineBits takes them. */
export interface Matches {
  from: number;
  to: number;
  bits: Uint8Array;
}

/** Where a log view has its lines from: all in memory, or only those around what is looked at. */
export interface LogSource {
  readonly lineCount: Signal<number>;
  /** Nothing more comes. */
  readonly isComplete: Signal<boolean>;
  /** Changes when a line is there that was not. */
  readonly version: Signal<number>;
  /** By how much the numbers of its lines are lower than they were in the log that it goes on. */
  readonly dropped?: number;
  readonly sections: Signal<readonly LogSectionView[]>;
  readonly levels: Signal<Readonly<Record<LogLevelOrNone, number>>>;
  /** Characters of the longest line seen so far, and of a usual one. */
  readonly longest: Signal<number>;
  readonly usualLength: Signal<number>;
  /** Undefined while it is not here; `want` brings it. */
  line(number: number): LogLine | undefined;
  want(numbers: readonly number[]): void;
  /** Looks from a line on, as far as one step goes. Rejects when it could not. */
  find(query: LineQuery, from: number): Promise<Matches>;
  /** These lines, which are in order, wherever they are. */
  read(numbers: readonly number[]): Promise<LogLine[]>;
}

export const NO_LEVELS: Readonly<Record<LogLevelOrNone, number>> = {
  error: 0,
  warn: 0,
  info: 0,
  debug: 0,
  none: 0,
};
