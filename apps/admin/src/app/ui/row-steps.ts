export interface RowRange {
  from: number;
  to: number;
}

/** So many rows more at once: to make the elements of all of them would take longer than a frame or two. */
export const MOST_MORE_ROWS = 8;

/**
 * The next step from the rows that are rendered to the wanted ones. Rows that only take the place of others come all at
 * once; where more are wanted than there were, they grow by a few, from `firstInView` down before those above it, which
 * nobody sees yet.
 */
export function stepTowards(now: RowRange, wanted: RowRange, firstInView: number): RowRange {
  const most = now.to - now.from + MOST_MORE_ROWS;
  const count = Math.min(wanted.to - wanted.from, most);
  const from = Math.min(Math.max(wanted.from, firstInView), wanted.to - count);
  return count < most ? wanted : { from, to: from + count };
}

export function isSameRange(a: RowRange, b: RowRange): boolean {
  return a.from === b.from && a.to === b.to;
}
