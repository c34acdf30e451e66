/** What is scrolled through: items one below the other, in pixels. */
export interface Extent {
  count: number;
  heightOf(item: number): number;
  /** Pixels above an item, as far as known; grows with the item. `offsetOf(count)` is all. */
  offsetOf(item: number): number;
  itemIndexAt(pixels: number): number;
}

/** The item at the upper edge of the view, and how many of its pixels are above the edge. */
export interface Place {
  item: number;
  shift: number;
}

export const TOP: Place = { item: 0, shift: 0 };

/** Where the last item ends at the lower edge of a view of this height. */
export function endPlace(extent: Extent, view: number): Place {
  let item = extent.count;
  let room = view;
  while (item > 0 && room > 0) room -= extent.heightOf(--item);
  return { item, shift: Math.max(0, -room) };
}

/** So many pixels further down, or up, but not beyond the ends. */
export function moved(extent: Extent, { item, shift }: Place, pixels: number, view: number): Place {
  shift += pixels;
  while (shift < 0 && item > 0) shift += extent.heightOf(--item);
  while (item < extent.count && shift >= extent.heightOf(item)) shift -= extent.heightOf(item++);
  return within(extent, { item, shift: Math.max(0, shift) }, view);
}

/** The same place, or the end where it is beyond that. */
export function within(extent: Extent, place: Place, view: number): Place {
  const end = endPlace(extent, view);
  const isBeyond = place.item > end.item || (place.item === end.item && place.shift > end.shift);
  return isBeyond ? end : place;
}

/** 0 at the top, 1 at the end. */
export function shareOf(extent: Extent, place: Place, view: number): number {
  const end = pixelsAt(extent, endPlace(extent, view));
  return end === 0 ? 0 : Math.min(1, pixelsAt(extent, place) / end);
}

export function placeAt(extent: Extent, share: number, view: number): Place {
  const end = endPlace(extent, view);
  if (share >= 1) return end;
  const pixels = Math.max(0, share) * pixelsAt(extent, end);
  const item = extent.itemIndexAt(pixels);
  const known = extent.offsetOf(item + 1) - extent.offsetOf(item);
  const part = known > 0 ? (pixels - extent.offsetOf(item)) / known : 0;
  return within(extent, { item, shift: part * extent.heightOf(item) }, view);
}

function pixelsAt(extent: Extent, { item, shift }: Place): number {
  const top = extent.offsetOf(item);
  if (shift === 0 || item >= extent.count) return top;
  return top + (shift / extent.heightOf(item)) * (extent.offsetOf(item + 1) - top);
}
