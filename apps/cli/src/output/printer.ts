import { type Colours } from './colours.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
}

/**
 * Where answers go (`out`) and where words about them go (`err`); `--json` and `--quiet` are decided here alone, and
 * here whatever somebody else wrote loses what would steer a terminal.
 */
export class Printer {
  constructor(
    private readonly out: Stream,
    private readonly err: Stream,
    readonly colours: Colours,
    readonly isJson: boolean,
    private readonly isQuiet: boolean,
  ) {}

  /** An answer: as JSON when that was asked for, as people like it otherwise. */
  answer(value: unknown, forPeople: () => string): void {
    const text = this.isJson ? json(value, 2) : forPeople();
    if (text !== '') this.out.write(`${this.safe(text)}\n`);
  }

  rows<T>(values: readonly T[], columns: readonly Column<T>[], whenEmpty: string): void {
    if (values.length === 0 && !this.isJson) return this.note(whenEmpty);
    this.answer(values, () => table(values, columns, this.colours));
  }

  /** One of many values that come one by one: a line of JSON, or a line for people. */
  event(value: unknown, forPeople: () => string | null): void {
    const text = this.isJson ? json(value) : forPeople();
    if (text !== null) this.out.write(`${this.safe(text)}\n`);
  }

  /** Exactly this text, unless a terminal would obey it. */
  raw(text: string): void {
    this.out.write(this.out.isTTY ? this.safe(text) : text);
  }

  /** What was done, and what may be done next. */
  note(text: string): void {
    if (!this.isQuiet) this.problem(text);
  }

  problem(text: string): void {
    this.err.write(`${this.safe(text)}\n`);
  }

  private safe(text: string): string {
    const hasColours = this.colours('', 'bold') !== '';
    return safeText(text, hasColours);
  }
}

/** Of the characters that steer terminals, JSON escapes the older ones only. */
function json(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}
