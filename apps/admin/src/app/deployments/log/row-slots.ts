import { type Row } from './log-stretch';

export interface SlottedRow extends Row {
  /** The same slot is the same element. */
  slot: string;
}

/**
 * Says which element shows which line. A line keeps its element while it is rendered; one that comes takes over the
 * element of one that went, in the order they stand in, so that a jump changes texts and makes no elements.
 */
export class RowSlots {
  /** By key of the row, in the order of the screen. */
  private taken: ReadonlyMap<string, string> = new Map();
  private made = 0;

  assign(rows: readonly Row[]): SlottedRow[] {
    const lines = rows.filter(({ section }) => section === null);
    const staying = new Set(lines.map(({ key }) => key));
    const free = [...this.taken].filter(([key]) => !staying.has(key)).map(([, slot]) => slot);
    const slots = new Map<string, string>();
    // Before what stays, from the end: Angular then moves those elements alone, and not all that stay.
    let isBefore = free.length < this.taken.size;
    for (const { key } of lines) {
      const own = this.taken.get(key);
      isBefore &&= own === undefined;
      slots.set(key, own ?? (isBefore ? free.pop() : free.shift()) ?? `line slot ${++this.made}`);
    }
    this.taken = slots;
    return rows.map((row) => ({ ...row, slot: slots.get(row.key) ?? row.key }));
  }
}
