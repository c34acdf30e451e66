import { type LogStream } from '@sdp/protocol';

/** What a line of a log consists of (libs/protocol/src/log-format.ts). */
export interface LineParts {
  at: string;
  step: string;
  stream: LogStream;
  /** Where the text begins, within the line. */
  textAt: number;
}

const HEAD = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([a-z]{1,16}) (out|err|sdp) ?/y;

/** Reads the head of the line that begins at `start`. A line of another form is all text. */
export function partsAt(log: string, start = 0): LineParts {
  HEAD.lastIndex = start;
  const head = HEAD.exec(log);
  if (!head) return { at: '', step: '', stream: 'out', textAt: start };
  const [whole, at = '', step = '', stream] = head;
  return { at, step, stream: stream as LogStream, textAt: start + whole.length };
}
