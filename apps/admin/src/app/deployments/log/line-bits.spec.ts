import { LineBits } from './line-bits';

/** The same lines as bits from `from` on. */
function bytesOf(lines: readonly number[], from: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((Math.max(...lines) - from + 1) / 8));
  for (const line of lines) bytes[(line - from) >> 3]! |= 1 << ((line - from) & 7);
  return bytes;
}

describe('LineBits', () => {
  const lines = [1, 3, 8, 9, 1024, 1025, 2048, 2050, 40_000, 999_999, 1_000_000];
  const bits = new LineBits();
  bits.put(1, bytesOf(lines.slice(0, 6), 1));
  bits.put(1026, bytesOf(lines.slice(6), 1026));

  it('knows its lines', () => {
    expect(bits.count).toBe(lines.length);
    expect(lines.every((line) => bits.has(line))).toBe(true);
    expect([2, 10, 1023, 39_999, 1_000_001, 5_000_000].some((line) => bits.has(line))).toBe(false);
  });

  it.each([1, 2, 3, 9, 10, 1024, 1025, 1026, 2049, 39_999, 40_001, 1_000_000, 1_000_001, 9_000_000])(
    'counts what comes before line %d, and finds what is next to it',
    (line) => {
      expect(bits.rank(line)).toBe(lines.filter((one) => one < line).length);
      expect(bits.next(line)).toBe(lines.find((one) => one >= line) ?? null);
      expect(bits.previous(line)).toBe(lines.findLast((one) => one <= line) ?? null);
    },
  );

  it('names each line by its place', () => {
    expect(lines.map((_, rank) => bits.select(rank))).toEqual(lines);
    expect([bits.select(-1), bits.select(lines.length)]).toEqual([null, null]);
  });

  it('takes the same line twice without counting it twice', () => {
    const twice = new LineBits();
    for (let round = 0; round < 2; round++) twice.put(7, Uint8Array.of(0b11));
    expect([twice.count, twice.select(1)]).toEqual([2, 8]);
  });

  it('may be empty', () => {
    const empty = new LineBits();
    expect([empty.count, empty.rank(77), empty.next(1), empty.previous(77)]).toEqual([0, 0, null, null]);
  });
});
