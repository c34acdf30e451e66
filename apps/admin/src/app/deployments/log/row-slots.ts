import { ElementSlots } from '../../ui/element-slots';
import { type Row } from './log-stretch';

export interface SlottedRow extends Row {
  /** The same slot is the same element. */
  slot: string;
}

/** Which element shows which line; a heading has its own. */
export class RowSlots {
  private readonly slots = new ElementSlots();

  assign(rows: readonly Row[]): SlottedRow[] {
    const lines = rows.filter(({ section }) => section === null);
    const slots = this.slots.assign(lines.map(({ key }) => key));
    return rows.map((row) => ({ ...row, slot: slots.get(row.key) ?? row.key }));
  }
}
