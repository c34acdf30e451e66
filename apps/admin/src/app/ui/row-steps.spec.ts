import { isSameRange, MOST_MORE_ROWS, type RowRange, stepTowards } from './row-steps';

function steps(from: RowRange, wanted: RowRange, firstInView: number): RowRange[] {
  const taken: RowRange[] = [];
  for (let now = from; !isSameRange(now, wanted) && taken.length < 100; taken.push(now))
    now = stepTowards(now, wanted, firstInView);
  return taken;
}

const countOf = ({ from, to }: RowRange) => to - from;

describe('the way to the rows that are wanted', () => {
  it('begins with what is in view, and ends with what nobody sees yet', () => {
    expect(steps({ from: 0, to: 0 }, { from: 92, to: 124 }, 100)).toEqual([
      { from: 100, to: 108 },
      { from: 100, to: 116 },
      { from: 100, to: 124 },
      { from: 92, to: 124 },
    ]);
  });

  it('is one step where as many are there already, near or far', () => {
    expect(steps({ from: 40, to: 72 }, { from: 44, to: 76 }, 52)).toEqual([{ from: 44, to: 76 }]);
    expect(steps({ from: 40, to: 72 }, { from: 36, to: 68 }, 44)).toEqual([{ from: 36, to: 68 }]);
    expect(steps({ from: 40, to: 72 }, { from: 900, to: 932 }, 908)).toEqual([{ from: 900, to: 932 }]);
  });

  it('lets go at once of what is wanted no more', () => {
    expect(steps({ from: 0, to: 32 }, { from: 0, to: 3 }, 0)).toEqual([{ from: 0, to: 3 }]);
    expect(steps({ from: 0, to: 32 }, { from: 0, to: 0 }, 0)).toEqual([{ from: 0, to: 0 }]);
  });

  it('never makes more than so many at once, and no row that is not wanted, from wherever it comes', () => {
    const wanted = { from: 92, to: 124 };
    for (const now of [0, 3, 90, 100, 110, 130, 500].map((from) => ({ from, to: from + 5 })))
      for (const firstInView of [0, 92, 100, 123, 700]) {
        const taken = [now, ...steps(now, wanted, firstInView)];
        expect(taken.at(-1)).toEqual(wanted);
        const more = taken.slice(1).map((step, index) => countOf(step) - countOf(taken[index]!));
        expect(Math.max(...more)).toBeLessThanOrEqual(MOST_MORE_ROWS);
        expect(taken.slice(1).filter(({ from, to }) => from < wanted.from || to > wanted.to)).toEqual([]);
      }
  });
});
