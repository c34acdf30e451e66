import { counted, someOf } from './listing';

describe('counted', () => {
  it('counts one and several', () => {
    expect([counted(1, 'service'), counted(0, 'service'), counted(2, 'sandbox', 'sandboxes')]).toEqual([
      '1 service',
      '0 services',
      '2 sandboxes',
    ]);
  });
});

describe('someOf', () => {
  it('names all of a few', () => {
    expect(someOf(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it('counts the rest of many, but never a single one', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `s${index}`);
    expect(someOf(many, 2)).toBe('s0, s1 and 9998 others');
    expect(someOf(['a', 'b', 'c'], 2)).toBe('a, b and c');
  });
});
