import { type LogLayout } from './log-layout';
import { type Extent, type Place, TOP } from './scroll-place';

/* Where lines are on the screen, and what stays where when the layout changes. */

/** The first line that is wholly in view. */
export function firstLineAt({ item, shift }: Place, layout: LogLayout): number {
  const at = Math.min(item + Number(shift > 0), layout.count - 1);
  if (at < 0) return 1;
  const first = layout.itemAt(at);
  return first.kind === 'line' ? first.number : first.section.firstLine;
}

/** Whether an item is wholly in a view of this height. */
export function isInView(item: number, { item: top, shift }: Place, extent: Extent, view: number): boolean {
  if (item < top || (item === top && shift > 0)) return false;
  let [at, left] = [top, view + shift];
  while (at <= item && left >= 0) left -= extent.heightOf(at++);
  return left >= 0;
}

/** What was at the upper edge stays there, whatever is filtered, folded or wrapped now. */
export function samePlace(place: Place, before: LogLayout, now: LogLayout): Place {
  if (before === now || place.item >= before.count) return place;
  if (place.item === 0 && place.shift === 0) return TOP;
  const item = before.itemAt(place.item);
  const dropped = now.dropped - before.dropped;
  if (item.kind === 'section' || dropped <= 0) return { item: now.indexOfItem(item), shift: place.shift };
  return { item: now.indexOf(Math.max(1, item.number - dropped)), shift: place.shift };
}
