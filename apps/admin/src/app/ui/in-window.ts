import { Pipe, type PipeTransform } from '@angular/core';
import { ElementSlots } from './element-slots';
import { type RowRange } from './row-steps';

export interface WindowedRow<Item> {
  item: Item;
  /** In the whole list. */
  index: number;
  /** To `track` by: an element that leaves the window comes back with another row. For rows that hold no state. */
  slot: string;
}

/** The rows of a long list that are rendered; `key` names what tells one item from another. */
@Pipe({ name: 'inWindow' })
export class InWindow implements PipeTransform {
  private readonly slots = new ElementSlots();

  transform<Item>(items: readonly Item[], { from, to }: RowRange, key: keyof Item): WindowedRow<Item>[] {
    const shown = items.slice(from, to);
    const keyOf = (item: Item) => String(item[key]);
    const slots = this.slots.assign(shown.map(keyOf));
    return shown.map((item, at) => ({ item, index: from + at, slot: slots.get(keyOf(item)) ?? keyOf(item) }));
  }
}
