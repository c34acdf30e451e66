import { linesOf } from './log-line';
import { LogLayout } from './log-layout';
import { linesIn, rowsIn, stretchAt } from './log-stretch';
import { straightExtent, wrappedExtent } from './wrapped-extent';

const layoutOf = (lineCount: number) =>
  new LogLayout({ lineCount, sections: [], folded: new Set(), shown: null });
const lines = linesOf('short\nthis one is longer than ten columns\nthird\n', 1);
const lineOf = (number: number) => lines[number - 1];

describe('A stretch of a log', () => {
  it('covers the view and some more, and stays the same while little moves', () => {
    const layout = layoutOf(1_000_000);
    const extent = straightExtent(layout);
    const at = (item: number) =>
      stretchAt({ place: { item, shift: 0 }, top: item * 20, height: 0 }, extent, 600);
    const { first, end, top } = at(500_000);
    expect(first).toBeLessThanOrEqual(499_990);
    expect(end).toBeGreaterThanOrEqual(500_040);
    expect([top, end - first < 120]).toEqual([first * 20, true]);
    expect(at(500_001)).toEqual(at(500_002));
    expect(linesIn(at(0), layout)[0]).toBe(1);
    expect(at(999_990).end).toBe(1_000_000);
  });

  it('has a row for each part of a wrapped line, and one for a line that is on its way', () => {
    const layout = layoutOf(4);
    const rows = rowsIn({ first: 0, end: 4, top: 0 }, layout, lineOf, 10);
    expect(rows.map(({ number, line, from, to }) => [number, line?.text.slice(from, to)])).toEqual([
      [1, 'short'],
      [2, 'this one i'],
      [2, 's longer t'],
      [2, 'han ten co'],
      [2, 'lumns'],
      [3, 'third'],
      [4, undefined],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});

describe('The extent of wrapped lines', () => {
  it('is exact for a log that is not long', () => {
    const extent = wrappedExtent(layoutOf(4), (number) => [1, 4, 1][number - 1] ?? null, 2.5);
    expect([0, 1, 2, 3, 4].map((item) => extent.offsetOf(item))).toEqual([0, 20, 100, 120, 180]);
    expect([0, 19, 20, 99, 100, 179].map((pixels) => extent.itemIndexAt(pixels))).toEqual([0, 0, 1, 1, 2, 3]);
  });

  it('is guessed for a long one', () => {
    const extent = wrappedExtent(layoutOf(1_000_000), () => 3, 2);
    expect([extent.offsetOf(1_000_000), extent.itemIndexAt(80), extent.heightOf(5)]).toEqual([
      40_000_000, 2, 60,
    ]);
  });
});
