import { LineBits } from './line-bits';
import { type LayoutParts, LogLayout, ROW_HEIGHT, SECTION_HEIGHT } from './log-layout';

const sections = [
  { step: 'fetch', firstLine: 1, lastLine: 3 },
  { step: 'build', firstLine: 4, lastLine: 10 },
  { step: 'deploy', firstLine: 11, lastLine: 12 },
];

function layoutOf(parts: Partial<LayoutParts>): LogLayout {
  return new LogLayout({ lineCount: 12, sections, folded: new Set(), shown: null, ...parts });
}

function linesOf(...lines: number[]): LineBits {
  const bits = new LineBits();
  for (const line of lines) bits.put(line, Uint8Array.of(1));
  return bits;
}

const seen = (layout: LogLayout) =>
  Array.from({ length: layout.count }, (_, at) => {
    const item = layout.itemAt(at);
    return item.kind === 'line' ? item.number : `${item.section.step} ${item.lines}`;
  });

describe('LogLayout', () => {
  it.each<[string, Partial<LayoutParts>, (string | number)[]]>([
    ['all', {}, ['fetch 3', 1, 2, 3, 'build 7', 4, 5, 6, 7, 8, 9, 10, 'deploy 2', 11, 12]],
    ['folded', { folded: new Set([4]) }, ['fetch 3', 1, 2, 3, 'build 7', 'deploy 2', 11, 12]],
    ['filtered', { shown: linesOf(2, 5, 9) }, ['fetch 1', 2, 'build 2', 5, 9]],
    ['filtered and folded', { shown: linesOf(2, 12), folded: new Set([1]) }, ['fetch 1', 'deploy 1', 12]],
    ['nothing', { shown: linesOf() }, []],
    ['one step', { sections: sections.slice(0, 1), lineCount: 3 }, [1, 2, 3]],
    ['empty', { sections: [], lineCount: 0 }, []],
  ])('shows what is to be seen: %s', (_, parts, wanted) => {
    const layout = layoutOf(parts);
    expect(seen(layout)).toEqual(wanted);
    const heights = wanted.map((item) => (typeof item === 'number' ? ROW_HEIGHT : SECTION_HEIGHT));
    const tops = wanted.map((_, at) => heights.slice(0, at).reduce((sum, height) => sum + height, 0));
    expect(wanted.map((_, at) => layout.offsetOf(at))).toEqual(tops);
    expect(layout.height).toBe(heights.reduce((sum, height) => sum + height, 0));
    expect(tops.map((top) => layout.itemIndexAt(top))).toEqual(wanted.map((_, at) => at));
    expect(tops.map((top, at) => layout.itemIndexAt(top + heights[at]! - 1))).toEqual(
      wanted.map((_, at) => at),
    );
  });

  it('finds a line, its folded step, or the next that is shown', () => {
    expect(layoutOf({}).indexOf(5)).toBe(6);
    expect(layoutOf({ folded: new Set([4]) }).indexOf(5)).toBe(4);
    expect(layoutOf({ shown: linesOf(2, 5, 9) }).indexOf(6)).toBe(4);
    expect(layoutOf({}).indexOf(99)).toBe(14);
  });
});
