import { firstLineAt, isInView, samePlace } from './layout-place';
import { LogLayout } from './log-layout';

/** Of lines alone: of those shown, or all. */
const layoutOf = (lineCount: number, dropped = 0) =>
  new LogLayout({ lineCount, sections: [], folded: new Set(), shown: null, dropped });
const extent = {
  count: 100,
  heightOf: () => 20,
  offsetOf: (item: number) => item * 20,
  itemIndexAt: () => 0,
};

describe('firstLineAt', () => {
  it('passes over a line that is cut at the upper edge', () => {
    expect(firstLineAt({ item: 4, shift: 0 }, layoutOf(100))).toBe(5);
    expect(firstLineAt({ item: 4, shift: 3 }, layoutOf(100))).toBe(6);
  });

  it('is the first where there is none', () => {
    expect(firstLineAt({ item: 0, shift: 0 }, layoutOf(0))).toBe(1);
  });
});

describe('isInView', () => {
  const at = (item: number) => isInView(item, { item: 10, shift: 5 }, extent, 100);

  it('asks for all of an item', () => {
    expect([at(9), at(10), at(11), at(14), at(15)]).toEqual([false, false, true, true, false]);
  });
});

describe('samePlace', () => {
  it('keeps the line at the edge', () => {
    const place = { item: 7, shift: 3 };
    expect(samePlace(place, layoutOf(10), layoutOf(20))).toEqual(place);
  });

  it('keeps the line at the edge where the log has dropped its oldest ones, as long as it is there', () => {
    const place = { item: 70, shift: 3 };
    expect(samePlace(place, layoutOf(100), layoutOf(51, 49))).toEqual({ item: 21, shift: 3 });
    expect(samePlace(place, layoutOf(100), layoutOf(11, 89))).toEqual({ item: 0, shift: 3 });
  });

  it('stays at the top, and where nothing was', () => {
    expect(samePlace({ item: 0, shift: 0 }, layoutOf(10), layoutOf(20))).toEqual({ item: 0, shift: 0 });
    expect(samePlace({ item: 0, shift: 4 }, layoutOf(0), layoutOf(20))).toEqual({ item: 0, shift: 4 });
  });
});
