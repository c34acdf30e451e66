import { linesOf } from './log-line';
import { rowsOf } from './log-rows';

const at = '2026-11-23T13:10:11.123Z';

describe('linesOf', () => {
  it('reads number, time, step, stream, level and text', () => {
    expect(linesOf(`${at} build err undefined: retry\n${at} fetch out x\n`, 7, 'e-')).toEqual([
      {
        number: 7,
        time: '13:10:11.123',
        step: 'build',
        stream: 'err',
        level: 'error',
        text: 'undefined: retry',
        length: 16,
      },
      { number: 8, time: '13:10:11.123', step: 'fetch', stream: 'out', level: 'none', text: 'x', length: 1 },
    ]);
  });

  it('keeps the spaces and separators that belong to the text', () => {
    expect(linesOf(`${at} build out   two: build out x\n`, 1)[0]?.text).toBe('  two: build out x');
    expect(linesOf(`${at} build out \n`, 1)[0]?.text).toBe('');
  });

  it('shows a line of another form as it is, and one without its end', () => {
    expect(linesOf('something else\n\nlast', 1).map(({ time, text }) => [time, text])).toEqual([
      ['', 'something else'],
      ['', ''],
      ['', 'last'],
    ]);
  });

  it('lets no colour out of its line', () => {
    const lines = linesOf(`${at} build err \x1b[33mfirst\n${at} build err second\n`, 1);
    expect(lines.map(({ text, length }) => [text, length])).toEqual([
      ['\x1b[33mfirst', 5],
      ['second', 6],
    ]);
  });
});

describe('rowsOf', () => {
  const rows = (text: string, columns: number | null) => {
    const line = linesOf(`${at} build out ${text}\n`, 1)[0]!;
    return rowsOf(line, columns).map(({ from, to }) => text.slice(from, to));
  };

  it('makes one row of a line that is not wrapped', () => {
    expect(rows('abcdef', null)).toEqual(['abcdef']);
    expect(rows('', 4)).toEqual(['']);
  });

  it('breaks at the width, and nowhere when it just fits', () => {
    expect(rows('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(rows('abcd', 4)).toEqual(['abcd']);
  });

  it('counts wide characters twice and tears no pair', () => {
    expect(rows('日本語', 4)).toEqual(['日本', '語']);
    expect(rows('a🚀b🚀', 4)).toEqual(['a🚀b', '🚀']);
  });
});
