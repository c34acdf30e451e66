import { type DestinationStream } from 'pino';

export type Line = Record<string, unknown>;

/** Reads along what the control plane logs. */
export class CapturedLines implements DestinationStream {
  text = '';

  write(line: string): void {
    this.text += line;
  }

  /** Those that say all of `about`. */
  about(about: Line): Line[] {
    const lines = this.text.split('\n').filter(Boolean);
    return lines
      .map((line) => JSON.parse(line) as Line)
      .filter((line) => Object.entries(about).every(([key, value]) => line[key] === value));
  }
}
