import { type Row } from './log-stretch';
import { RowSlots } from './row-slots';

const row = (number: number): Row => ({
  key: `${number} 0`,
  section: null,
  number,
  line: undefined,
  from: 0,
  to: 0,
});
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => row(from + at));
const heading: Row = {
  ...row(1),
  key: 'step 1',
  section: {
    kind: 'section',
    section: { step: 'build', firstLine: 1, lastLine: 9 },
    lines: 9,
    isFolded: false,
  },
};

describe('The elements of rows', () => {
  let slots: RowSlots;
  const slotsOf = (shown: Row[]) => slots.assign(shown).map(({ slot }) => slot);
  beforeEach(() => (slots = new RowSlots()));

  it('stay with their lines while these are rendered', () => {
    const before = slotsOf(rows(10, 20));
    const after = slotsOf(rows(13, 23));
    expect(after.slice(0, 7)).toEqual(before.slice(3));
  });

  it('go from lines that went to lines that come, down and up', () => {
    const before = slotsOf(rows(10, 20));
    expect(slotsOf(rows(13, 23)).slice(7)).toEqual(before.slice(0, 3));
    const [a, b, c] = slotsOf(rows(13, 23)).slice(7);
    expect(slotsOf(rows(10, 20)).slice(0, 3)).toEqual([c, b, a]);
  });

  it('stand where they stood after a jump', () => {
    const before = slotsOf(rows(10, 20));
    expect(slotsOf(rows(5_000, 5_010))).toEqual(before);
    expect(slotsOf(rows(70, 75))).toEqual(before.slice(0, 5));
  });

  it('are never two for one slot, and a heading has its own', () => {
    slotsOf(rows(10, 20));
    const shown = slotsOf([heading, ...rows(15, 40)]);
    expect(new Set(shown).size).toBe(26);
    expect(shown[0]).toBe('step 1');
    expect(slotsOf(rows(15, 40))).toEqual(shown.slice(1));
  });
});
