import { type Extent } from './scroll-place';
import { type LogLayout, ROW_HEIGHT } from './log-layout';

/** Up to so many items the height of all is known; beyond that it is a usual one times their number. */
const EXACT_ITEMS = 2000;

/** A layout whose lines take a row each. */
export function straightExtent(layout: LogLayout): Extent {
  return {
    count: layout.count,
    heightOf: (item) => layout.offsetOf(item + 1) - layout.offsetOf(item),
    offsetOf: (item) => layout.offsetOf(item),
    itemIndexAt: (pixels) => layout.itemIndexAt(pixels),
  };
}

/** A layout whose lines take as many rows as they need. `rowsOf` answers null for a line that is not here. */
export function wrappedExtent(
  layout: LogLayout,
  rowsOf: (line: number) => number | null,
  usualRows: number,
): Extent {
  const heightOf = (index: number) => {
    const item = layout.itemAt(index);
    if (item.kind === 'section') return layout.offsetOf(index + 1) - layout.offsetOf(index);
    return (rowsOf(item.number) ?? Math.ceil(usualRows)) * ROW_HEIGHT;
  };
  return layout.count <= EXACT_ITEMS
    ? exact(layout.count, heightOf)
    : guessed(layout.count, heightOf, usualRows * ROW_HEIGHT);
}

function exact(count: number, heightOf: (item: number) => number): Extent {
  const offsets = new Float64Array(count + 1);
  for (let item = 0; item < count; item++) offsets[item + 1] = offsets[item]! + heightOf(item);
  return {
    count,
    heightOf,
    offsetOf: (item) => offsets[Math.min(item, count)] ?? 0,
    itemIndexAt: (pixels) =>
      Math.max(
        0,
        offsets.findLastIndex((top) => top <= pixels),
      ),
  };
}

function guessed(count: number, heightOf: (item: number) => number, usual: number): Extent {
  return {
    count,
    heightOf,
    offsetOf: (item) => Math.min(item, count) * usual,
    itemIndexAt: (pixels) => Math.min(count - 1, Math.floor(pixels / usual)),
  };
}
