import { endPlace, type Extent, moved, placeAt, shareOf, TOP, within } from './scroll-place';

/** Heights that are known, and the same for all as long as nobody looks: as with wrapped lines. */
function extentOf(heights: readonly number[], guess: number): Extent {
  return {
    count: heights.length,
    heightOf: (item) => heights[item] ?? 0,
    offsetOf: (item) => item * guess,
    itemIndexAt: (pixels) => Math.min(heights.length - 1, Math.floor(pixels / guess)),
  };
}

describe('A place in what is scrolled through', () => {
  const even = extentOf(Array<number>(1_000_000).fill(20), 20);
  const uneven = extentOf([20, 60, 20, 100, 40, 20, 20], 30);

  it('ends where the last item ends', () => {
    expect(endPlace(even, 590)).toEqual({ item: 999_970, shift: 10 });
    expect(endPlace(uneven, 70)).toEqual({ item: 4, shift: 10 });
    expect(endPlace(uneven, 1000)).toEqual(TOP);
  });

  it('moves pixel by pixel over items of any height', () => {
    expect(moved(even, TOP, 45, 100)).toEqual({ item: 2, shift: 5 });
    expect(moved(uneven, TOP, 75, 70)).toEqual({ item: 1, shift: 55 });
    expect(moved(uneven, { item: 1, shift: 55 }, -60, 70)).toEqual({ item: 0, shift: 15 });
    expect(moved(uneven, TOP, -5, 70)).toEqual(TOP);
    expect(moved(uneven, TOP, 9999, 70)).toEqual(endPlace(uneven, 70));
  });

  it('is the same pixel when nothing has to be guessed', () => {
    const all = 20_000_000 - 600;
    for (const pixels of [0, 1, 19, 20, 12_345_678, all])
      expect(shareOf(even, moved(even, TOP, 0, 600), 600) + pixels / all).toBeCloseTo(
        shareOf(even, placeAt(even, pixels / all, 600), 600),
        10,
      );
  });

  it('goes from end to end by shares', () => {
    expect(placeAt(uneven, 0, 70)).toEqual(TOP);
    expect(placeAt(uneven, 1, 70)).toEqual(endPlace(uneven, 70));
    for (const share of [0.1, 0.35, 0.5, 0.99])
      expect(shareOf(uneven, placeAt(uneven, share, 70), 70)).toBeCloseTo(share, 6);
  });

  it('stays within what is left when items go', () => {
    expect(within(uneven, { item: 500, shift: 3 }, 70)).toEqual(endPlace(uneven, 70));
    expect(shareOf(extentOf([], 20), TOP, 70)).toBe(0);
  });
});
