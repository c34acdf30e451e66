import { LogLines } from './log-lines';
import { rowsOf } from './log-rows';

const at = '2026-11-23T13:10:11.123Z';

function linesOf(...chunks: string[]): LogLines {
  const lines = new LogLines();
  for (const chunk of chunks) lines.append(chunk);
  return lines;
}

describe('LogLines', () => {
  it('reads time, step, stream and text', () => {
    expect(linesOf(`${at} build err undefined: retry\n`).all[0]).toMatchObject({
      number: 1,
      time: '13:10:11.123',
      step: 'build',
      stream: 'err',
      text: 'undefined: retry',
    });
  });

  it('keeps the spaces and separators that belong to the text', () => {
    expect(linesOf(`${at} build out   two: build out x\n`).all[0]?.text).toBe('  two: build out x');
    expect(linesOf(`${at} build out \n`).all[0]?.text).toBe('');
  });

  it('shows a line of another form as it is', () => {
    expect(linesOf('something else\n').all[0]).toMatchObject({ time: '', step: '', text: 'something else' });
  });

  it('joins a line that came in two chunks, and takes an unfinished one at the end', () => {
    const lines = linesOf(`${at} build out on`, `e\n${at} build out two`);
    expect(lines.all.map(({ text }) => text)).toEqual(['one']);
    lines.end();
    expect(lines.all.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('carries a colour over to the next line of the same source, and no further', () => {
    const lines = linesOf(`${at} build err \x1b[33mfirst\n${at} build err second\n${at} verify out third\n`);
    expect(lines.all.map(({ text }) => text)).toEqual(['\x1b[33mfirst', '\x1b[33msecond', 'third']);
    expect(lines.all.map(({ length }) => length)).toEqual([5, 6, 5]);
    expect(lines.longest).toBe(6);
  });
});

describe('rowsOf', () => {
  const rows = (text: string, columns: number | null) => {
    const line = linesOf(`${at} build out ${text}\n`).all[0]!;
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
