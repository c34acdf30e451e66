import { isSameRange, MOST_NEW_ROWS, type RowRange, stepTowards } from './row-steps';

function steps(from: RowRange, wanted: RowRange, firstInView: number): RowRange[] {
  const taken: RowRange[] = [];
  for (let now = from; !isSameRange(now, wanted) && taken.length < 100; taken.push(now))
    now = stepTowards(now, wanted, firstInView);
  return taken;
}

describe('the way to the rows that are wanted', () => {
  it('begins with what is in view, and ends with what nobody sees yet', () => {
    expect(steps({ from: 0, to: 0 }, { from: 92, to: 124 }, 100)).toEqual([
      { from: 100, to: 108 },
      { from: 100, to: 116 },
      { from: 100, to: 124 },
      { from: 92, to: 124 },
    ]);
  });

  it('is one step for a scroll by a few rows, either way', () => {
    expect(steps({ from: 40, to: 72 }, { from: 44, to: 76 }, 52)).toEqual([{ from: 44, to: 76 }]);
    expect(steps({ from: 40, to: 72 }, { from: 36, to: 68 }, 44)).toEqual([{ from: 36, to: 68 }]);
  });

  it('lets go at once of what is wanted no more', () => {
    expect(steps({ from: 0, to: 32 }, { from: 0, to: 3 }, 0)).toEqual([{ from: 0, to: 3 }]);
    expect(steps({ from: 0, to: 32 }, { from: 0, to: 0 }, 0)).toEqual([{ from: 0, to: 0 }]);
  });

  it('brings never more than so many at once, from wherever it comes', () => {
    for (const now of [0, 3, 90, 100, 110, 130, 500].map((from) => ({ from, to: from + 20 })))
      for (const firstInView of [0, 92, 100, 123, 700]) {
        const taken = [now, ...steps(now, { from: 92, to: 124 }, firstInView)];
        expect(taken.at(-1)).toEqual({ from: 92, to: 124 });
        const fresh = taken.slice(1).map((step, index) => newIn(step, taken[index]!));
        expect(Math.max(...fresh)).toBeLessThanOrEqual(MOST_NEW_ROWS);
      }
  });
});

function newIn({ from, to }: RowRange, before: RowRange): number {
  const kept = Math.max(0, Math.min(to, before.to) - Math.max(from, before.from));
  return to - from - kept;
}
