import { type LogLevelOrNone, type LogStream } from '../log-format.js';

/** One line of a deployment's log. */
export interface LogLineView {
  /** From 1; a line keeps its number for good. */
  number: number;
  /** RFC 3339; empty where the line has another form. */
  at: string;
  step: string;
  stream: LogStream;
  level: LogLevelOrNone;
  /** As the program wrote it, colours and other controls included. */
  text: string;
}

/** A part of a log by line numbers. `next` is where to go on; null when the log has no more lines now. */
export interface LogLinesView {
  lineCount: number;
  lines: LogLineView[];
  next: number | null;
}

/** Lines of one step that follow each other. */
export interface LogSectionView {
  step: string;
  firstLine: number;
  lastLine: number;
}

/** What can be said of a log without reading it. The next byte that its reader needs has the offset `bytes`. */
export interface LogOutlineView {
  lineCount: number;
  bytes: number;
  /** The deployment is over, and its whole log is here. */
  isComplete: boolean;
  levels: Record<LogLevelOrNone, number>;
  sections: LogSectionView[];
  /** The line that says why the deployment failed; null while it runs, and where it did not fail. */
  failingLine: number | null;
}

/**
 * Which of the lines `from` to `to` match. One answer looks through a bounded part of the log: ask again from `to` + 1
 * while `to` is less than `lineCount`.
 */
export interface LogMatchesView {
  from: number;
  to: number;
  lineCount: number;
  /** How many of them match. */
  count: number;
  /** The numbers of the first hundred of them. */
  lines: number[];
  /** All of them. Base64: bit `i` (lowest first) of byte `k` says whether line `from + 8k + i` matches. Ends with the last match. */
  bits: string;
}
