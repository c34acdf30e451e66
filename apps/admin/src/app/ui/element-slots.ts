/**
 * Says which element shows which row of a list. A row keeps its element while it is rendered; one that comes takes over
 * the element of one that went, in the order they stand in, so that a jump changes texts and makes no elements.
 */
export class ElementSlots {
  /** By key of the row, in the order of the screen. */
  private taken: ReadonlyMap<string, string> = new Map();
  private made = 0;

  /** The slots of the rows with these keys; the same slot is the same element. */
  assign(keys: readonly string[]): ReadonlyMap<string, string> {
    const staying = new Set(keys);
    const free = [...this.taken].filter(([key]) => !staying.has(key)).map(([, slot]) => slot);
    const slots = new Map<string, string>();
    // Before what stays, from the end: Angular then moves those elements alone, and not all that stay.
    let isBefore = free.length < this.taken.size;
    for (const key of keys) {
      const own = this.taken.get(key);
      isBefore &&= own === undefined;
      slots.set(key, own ?? (isBefore ? free.pop() : free.shift()) ?? `slot ${++this.made}`);
    }
    this.taken = slots;
    return slots;
  }
}
