import { type Colours } from './colours.js';
import { type Column, table } from './table.js';

export interface Stream {
  write(text: string): unknown;
}

/** Where answers go (`out`) and where words about them go (`err`); `--json` and `--quiet` are decided here alone. */
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
    const text = this.isJson ? JSON.stringify(value, null, 2) : forPeople();
    if (text !== '') this.out.write(`${text}\n`);
  }

  rows<T>(values: readonly T[], columns: readonly Column<T>[], whenEmpty: string): void {
    if (values.length === 0 && !this.isJson) return this.note(whenEmpty);
    this.answer(values, () => table(values, columns, this.colours));
  }

  /** One of many values that come one by one: a line of JSON, or a line for people. */
  event(value: unknown, forPeople: () => string | null): void {
    const text = this.isJson ? JSON.stringify(value) : forPeople();
    if (text !== null) this.out.write(`${text}\n`);
  }

  /** Exactly this text. */
  raw(text: string): void {
    this.out.write(text);
  }

  /** What was done, and what may be done next. */
  note(text: string): void {
    if (!this.isQuiet) this.err.write(`${text}\n`);
  }

  problem(text: string): void {
    this.err.write(`${text}\n`);
  }
}
