import { extended, fragmentOf, rangeOfFragment, rangeOfText } from './line-range';

describe('A range of lines', () => {
  it.each([
    ['L12', { from: 12, to: 12 }],
    ['L12-L20', { from: 12, to: 20 }],
    ['L20-12', { from: 12, to: 20 }],
    ['L0', null],
    ['L-3', null],
    ['L1x', null],
    ['L99999999999999', null],
    ['top', null],
    [null, null],
  ])('is read from an address: %s', (fragment, range) => expect(rangeOfFragment(fragment)).toEqual(range));

  it.each([
    [' 12 ', { from: 12, to: 12 }],
    ['12 - 20', { from: 12, to: 20 }],
    ['20–12', { from: 12, to: 20 }],
    ['', null],
    ['a', null],
    ['-5', null],
  ])('is read as people type it: %p', (text, range) => expect(rangeOfText(text)).toEqual(range));

  it('is written into an address', () => {
    for (const range of [
      { from: 3, to: 3 },
      { from: 3, to: 9 },
    ])
      expect(rangeOfFragment(fragmentOf(range))).toEqual(range);
  });

  it('grows to the line that is picked with it', () => {
    expect(extended(null, 5)).toEqual({ from: 5, to: 5 });
    expect(extended({ from: 5, to: 5 }, 9)).toEqual({ from: 5, to: 9 });
    expect(extended({ from: 5, to: 9 }, 7)).toEqual({ from: 5, to: 7 });
    expect(extended({ from: 5, to: 9 }, 2)).toEqual({ from: 2, to: 9 });
  });
});
