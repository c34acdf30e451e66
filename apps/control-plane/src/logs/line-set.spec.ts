import { LineSet } from './line-set.js';

describe('LineSet', () => {
  it('holds lines as bits, without the zeros at its end', () => {
    const set = new LineSet(11, 1_000_000);
    for (const line of [11, 13, 13, 30]) set.add(line);
    expect(set.count).toBe(3);
    expect([11, 12, 13, 30, 31, 999_999].map((line) => set.has(line))).toEqual([
      true,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect([...Buffer.from(set.toBase64(), 'base64')]).toEqual([0b101, 0, 0b1000]);
    expect(set.first(2)).toEqual([11, 13]);
    expect(set.first(9)).toEqual([11, 13, 30]);
  });

  it('may be empty', () => {
    const set = new LineSet(5, 4);
    expect([set.count, set.toBase64(), set.first(3)]).toEqual([0, '', []]);
  });
});
