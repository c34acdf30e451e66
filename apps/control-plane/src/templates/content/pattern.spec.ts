import { Pattern } from './pattern.js';
import { choiceOf, seeded } from '../../../test/seeded.js';

describe('A pattern', () => {
  it.each([
    ['[A-Z]+-\\d+', ['SHOP-1', 'A-42'], ['', 'shop-1', 'SHOP-', 'x SHOP-1', 'SHOP-1x']],
    ['^[a-z]{2,4}$', ['ab', 'abcd'], ['a', 'abcde', 'AB']],
    ['(?:red|green|)', ['red', 'green', ''], ['blue', 'redgreen']],
    ['a.c|[^a-c-]\\.', ['abc', 'd.', '-'.repeat(0) + 'a-c'], ['-.', 'a.', 'a\nc']],
    ['(ab){2}c{1,}?\\$', ['ababc$', 'ababccc$'], ['abc$', 'ababc']],
    ['[\\w.-]+@[\\w-]+(\\.[\\w-]+)*', ['a.b@c.de', 'x@y'], ['@', 'a@', 'a@b.']],
  ])('%s has to match the whole value', (source, good, bad) => {
    const pattern = new Pattern(source);
    expect(good.filter((value) => !pattern.matches(value))).toEqual([]);
    expect(bad.filter((value) => pattern.matches(value))).toEqual([]);
  });

  it.each([
    ['(a', 'never closed'],
    ['a)', 'not opened'],
    ['[a', 'never closed'],
    ['[]', 'empty class'],
    ['[z-a]', 'range'],
    ['*a', 'nothing before it'],
    ['a**', 'repeats a repetition'],
    ['^*', 'repeats an anchor'],
    ['a{3,1}', 'ends before it begins'],
    ['a{', '\\{'],
    ['a{201}', 'more than 200 times'],
    ['}', 'closes nothing'],
    ['(?=a)', 'no look-around'],
    ['(?<name>a)', 'no names'],
    ['(a)\\1', '\\1'],
    ['\\bword', '\\b'],
    ['a\\', 'escape'],
    ['x'.repeat(201), 'longer than 200'],
    ['((a{99}){99}){99}', 'too large'],
    ['(((((((((){200}){200}){200}){200}){200}){200}){200}){200})', 'too large'],
  ])('%s is refused in words', (source, words) => {
    expect(() => new Pattern(source)).toThrow(words);
  });

  it.each([
    '(a+)+',
    '(a*)*',
    '(a|a)*',
    '(a|aa)+',
    '(.*a){20}',
    '([a-z]+)*\\d',
    '(x+x+)+y',
    '((a?){30}){9}a{50}',
  ])('%s, which keeps other engines busy for years, is answered at once', (source) => {
    const pattern = new Pattern(source);
    expect(pattern.matches(`${'a'.repeat(199)}!`)).toBe(false);
    expect(pattern.matches(`${'x'.repeat(199)}!`)).toBe(false);
  });

  it('says the same as JavaScript, whatever pattern and value', () => {
    const random = seeded(20261123);
    const atoms = ['a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '1', '(a|b)', '(?:ab)', '(a|)', '^', '$'];
    const repeats = ['', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '+?'];
    const aPart = () => {
      const atom = choiceOf(random, atoms);
      return atom === '^' || atom === '$' ? atom : atom + choiceOf(random, repeats);
    };
    const aPattern = () => {
      const parts = Array.from({ length: 1 + random(4) }, aPart).join('');
      return random(4) === 0 ? `(${parts}|${aPart()})${choiceOf(random, repeats)}` : parts;
    };
    for (let round = 0; round < 3_000; round++) {
      const source = aPattern();
      const value = Array.from({ length: random(6) }, () => choiceOf(random, ['a', 'b', '1', '-'])).join('');
      const expected = new RegExp(`^(?:${source})$`).test(value);
      expect([source, value, new Pattern(source).matches(value)]).toEqual([source, value, expected]);
    }
  });
});
