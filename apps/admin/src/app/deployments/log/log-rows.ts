import { type LogLine, plainText } from './log-line';

/** What one row of the screen shows of a line: all of it, or a part where lines are wrapped. */
export interface RowPart {
  from: number;
  to: number;
}

/**
 * Breaks a line into rows of so many columns, or none where `columns` is null. Wrapping is done here and not by CSS,
 * since only rows of one height can be scrolled through without rendering all of them.
 */
export function rowsOf(line: LogLine, columns: number | null): RowPart[] {
  if (columns === null || line.length * 2 <= columns) return [{ from: 0, to: line.length }];
  const rows: RowPart[] = [];
  let from = 0;
  for (const to of breaks(plainText(line), columns)) {
    rows.push({ from, to });
    from = to;
  }
  return rows;
}

/** Where each row ends. East Asian characters and emoji take two columns; a surrogate pair is never torn. */
function breaks(text: string, columns: number): number[] {
  const ends: number[] = [];
  let at = 0;
  let used = 0;
  for (const character of text) {
    const width = columnsOf(character);
    if (used + width > columns) {
      ends.push(at);
      used = 0;
    }
    used += width;
    at += character.length;
  }
  return [...ends, text.length];
}

const FIRST_WIDE = 0x1100;

function columnsOf(character: string): number {
  return character.charCodeAt(0) < FIRST_WIDE ? 1 : 2;
}
