import { stillOpen, withoutColours, withoutControls } from './control-sequences';

/** One line of a log, ready to be shown. */
export interface LogLine {
  /** From 1. */
  number: number;
  /** `13:10:11.123`, UTC, as the log has it; empty when the line has no time. */
  time: string;
  step: string;
  stream: string;
  /** Text and colours, no other controls; begins with the colours left on by the line before. */
  text: string;
  /** How many characters are seen. */
  length: number;
}

/** `2026-11-23T13:10:11.123Z build out text` (libs/protocol/src/log-format.ts). */
const LINE = /^\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d\.\d{3})Z ([a-z]+) (out|err|sdp) ?([^]*)$/;

/** Collects a log's lines from its chunks. The array grows in place: a log may have a hundred thousand of them. */
export class LogLines {
  private readonly lines: LogLine[] = [];
  private unfinished = '';
  private openColours = '';
  private openSource = '';
  private widest = 0;

  get all(): readonly LogLine[] {
    return this.lines;
  }

  /** Characters of the longest line. */
  get longest(): number {
    return this.widest;
  }

  append(text: string): void {
    const parts = (this.unfinished + text).split('\n');
    this.unfinished = parts.pop() ?? '';
    for (const part of parts) this.add(part);
  }

  /** Nothing follows: a last line without its end is a line too. */
  end(): void {
    if (this.unfinished !== '') this.add(this.unfinished);
    this.unfinished = '';
  }

  private add(raw: string): void {
    const [, time = '', step = '', stream = 'out', rest = raw] = LINE.exec(raw) ?? [];
    const source = `${step} ${stream}`;
    if (source !== this.openSource) this.openColours = '';
    const clean = withoutControls(rest);
    const text = this.openColours + clean;
    const { length } = withoutColours(clean);
    this.openColours = stillOpen(this.openColours, clean);
    this.openSource = source;
    this.widest = Math.max(this.widest, length);
    this.lines.push({ number: this.lines.length + 1, time, step, stream, text, length });
  }
}
