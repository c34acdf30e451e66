import { type Extent } from './scroll-place';
import { ScrollScale } from './scroll-scale';

const extentOf = (count: number): Extent => ({
  count,
  heightOf: () => 20,
  offsetOf: (item) => item * 20,
  itemIndexAt: (pixels) => Math.min(count - 1, Math.floor(pixels / 20)),
});
const VIEW = 600;

describe('ScrollScale', () => {
  let scale: ScrollScale;
  beforeEach(() => (scale = new ScrollScale()));

  it('is the browser itself as long as that is high enough', () => {
    scale.fit(extentOf(1000), VIEW);
    expect(scale.height).toBe(20_000);
    scale.scrolledTo(10_005);
    expect(scale.place).toEqual({ item: 500, shift: expect.closeTo(5) });
    scale.scrolledTo(10_105);
    expect(scale.place).toEqual({ item: 505, shift: expect.closeTo(5) });
    expect(scale.isAstray).toBe(false);
    scale.scrolledTo(19_400);
    expect([scale.place.item, scale.isAtEnd]).toEqual([970, true]);
  });

  describe('where that is not high enough', () => {
    const count = 4_000_000;
    beforeEach(() => scale.fit(extentOf(count), VIEW));

    it('jumps by share', () => {
      expect(scale.height).toBeLessThan(2 ** 23);
      scale.scrolledTo((scale.height - VIEW) / 4);
      expect(scale.place.item).toBeCloseTo(count / 4, -2);
    });

    it('moves pixel by pixel when it moves a little', () => {
      scale.scrolledTo(3_000_000);
      const { item } = scale.place;
      scale.scrolledTo(3_000_040);
      expect(scale.place.item).toBe(item + 2);
    });

    it('reaches both ends, however it gets there', () => {
      scale.scrolledTo(scale.height - VIEW);
      expect([scale.isAtEnd, scale.place.item]).toEqual([true, count - VIEW / 20]);
      for (let round = 0; round < 1_000; round++) scale.scrolledTo(scale.top - 1_000);
      expect(scale.place.item).toBe(count - VIEW / 20 - 50_000);
      scale.align();
      const due = scale.top;
      scale.scrolledTo(0);
      expect([due > 0.98 * scale.height, scale.place.item]).toEqual([true, 0]);
    });

    it('says when the scroll bar would end too early', () => {
      scale.scrolledTo(3_000);
      for (let round = 0; round < 20; round++) scale.scrolledTo(Math.max(10, scale.top - 100));
      expect(scale.isAstray).toBe(true);
      scale.align();
      expect(scale.isAstray).toBe(false);
    });

    it('stays at a place when there is more of it', () => {
      scale.go({ item: 77, shift: 3 });
      scale.fit(extentOf(count * 2), VIEW);
      expect(scale.place).toEqual({ item: 77, shift: 3 });
    });
  });
});
