import { type Colour, type Colours } from './colours.js';
import { safeText } from './safe-text.js';

export interface Column<T> {
  name: string;
  of: (row: T) => string;
  colour?: (row: T) => Colour | undefined;
}

/** Columns as wide as their widest value, two blanks apart; the last is not padded. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], colours: Colours): string {
  const cells = rows.map((row) => columns.map(({ of }) => safeText(of(row), false)));
  const widths = columns.map(({ name }, index) =>
    Math.max(name.length, ...cells.map((row) => row[index]!.length)),
  );
  const line = (texts: string[], paint: (text: string, index: number) => string) =>
    texts
      .map((text, index) => paint(text, index) + ' '.repeat(padding(text, index, widths)))
      .join('  ')
      .trimEnd();
  const head = line(
    columns.map(({ name }) => name.toUpperCase()),
    (text) => colours(text, 'dim'),
  );
  const body = cells.map((texts, row) =>
    line(texts, (text, index) => {
      const colour = columns[index]!.colour?.(rows[row]!);
      return colour ? colours(text, colour) : text;
    }),
  );
  return [head, ...body].join('\n');
}

function padding(text: string, index: number, widths: readonly number[]): number {
  return index === widths.length - 1 ? 0 : widths[index]! - text.length;
}

/** Names and values below each other. */
export function facts(pairs: readonly (readonly [string, string])[], colours: Colours): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs
    .map(([name, value]) => `${colours(name.padEnd(width), 'dim')}  ${safeText(value, false)}`)
    .join('\n');
}
