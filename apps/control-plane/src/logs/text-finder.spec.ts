import { choiceOf, seeded } from '../../test/seeded.js';
import { TextFinder } from './text-finder.js';

const HEAD = '2026-11-23T13:10:11.123Z build out ';

function linesWith(text: string, lines: readonly string[], matchCase = false): number[] {
  const found: number[] = [];
  new TextFinder(text, matchCase).find(Buffer.from(lines.map((line) => `${line}\n`).join('')), (line) =>
    found.push(line),
  );
  return found;
}

describe('TextFinder', () => {
  it('names every line once, however often it has the text', () => {
    expect(linesWith('a', [`${HEAD}aaa`, `${HEAD}b`, `${HEAD}b a`])).toEqual([0, 2]);
  });

  it('looks at the text, not at time, step and stream', () => {
    expect(linesWith('build', [`${HEAD}nothing`, `${HEAD}go build`, `${HEAD}x`])).toEqual([1]);
    expect(linesWith('out', [`${HEAD}x`, `${HEAD}y`])).toEqual([]);
    expect(linesWith('2026', [`${HEAD}x`, 'no head 2026'])).toEqual([1]);
  });

  it('minds the case only when asked to, beyond ASCII too', () => {
    const lines = [`${HEAD}Größe`, `${HEAD}GRÖSSE größe`, `${HEAD}ERROR`];
    expect(linesWith('größe', lines)).toEqual([0, 1]);
    expect(linesWith('Größe', lines, true)).toEqual([0]);
    expect(linesWith('error', lines)).toEqual([2]);
    expect(linesWith('error', lines, true)).toEqual([]);
  });

  it('looks through colours, and at what a progress bar wrote last', () => {
    expect(linesWith('undefined: os', [`${HEAD}\x1b[31mundefined:\x1b[0m os`])).toEqual([0]);
    expect(linesWith('[31m', [`${HEAD}\x1b[31mred`])).toEqual([]);
    expect(linesWith('50 %', [`${HEAD}50 %\r100 %`, `${HEAD}50 %\r`])).toEqual([1]);
    expect(linesWith('title', [`${HEAD}\x1b]0;title\x07text`, `${HEAD}title`])).toEqual([1]);
  });

  it('does not find what begins in one line and ends in the next', () => {
    expect(linesWith('ab', [`${HEAD}a`, `b`])).toEqual([]);
  });

  it('finds the same as looking at every line, whatever text and log', () => {
    const random = seeded(4);
    const parts = ['a', 'b', 'A', 'build', ' ', 'ö', 'out ', '2026', 'Z build'];
    const text = () => Array.from({ length: random(6) }, () => choiceOf(random, parts)).join('');
    for (let round = 0; round < 500; round++) {
      const wanted = text() || 'a';
      const texts = Array.from({ length: random(12) }, text);
      const lines = texts.map((one) => (random(4) === 0 ? one : HEAD + one));
      const expected = texts.flatMap((one, at) =>
        one.toLowerCase().includes(wanted.toLowerCase()) ? [at] : [],
      );
      expect([wanted, lines, linesWith(wanted, lines)]).toEqual([wanted, lines, expected]);
    }
  });
});
