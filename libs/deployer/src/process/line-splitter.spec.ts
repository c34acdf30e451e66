import { MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { CUT_MARK, LineSplitter } from './line-splitter.js';

function split(...chunks: (string | Buffer)[]): string[] {
  const splitter = new LineSplitter();
  const lines = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)));
  return [...lines, ...splitter.end()];
}

describe('LineSplitter', () => {
  it.each([
    ['lines', ['one\ntwo\n'], ['one', 'two']],
    ['a last line without an end', ['one\ntwo'], ['one', 'two']],
    ['lines split between chunks', ['o', 'ne\nt', 'wo\n'], ['one', 'two']],
    ['empty lines', ['\n\na\n'], ['', '', 'a']],
    ['line ends of Windows', ['one\r\ntwo\r\n'], ['one', 'two']],
    ['nothing', [], []],
  ])('hands out %s', (_, chunks, lines) => {
    expect(split(...chunks)).toEqual(lines);
  });

  it('joins characters that are split between chunks', () => {
    const bytes = Buffer.from('grüße 🌍\n');
    expect(split(...[...bytes].map((byte) => Buffer.of(byte)))).toEqual(['grüße 🌍']);
  });

  it('replaces bytes that are no UTF-8', () => {
    expect(split(Buffer.of(0x61, 0xff, 0x62, 0x0a))).toEqual(['a\uFFFDb']);
  });

  it('cuts and marks a long line, and goes on with the next', () => {
    const [long, next] = split('x'.repeat(MAX_LOG_LINE_BYTES * 3) + '\nnext\n');
    expect(long).toHaveLength(MAX_LOG_LINE_BYTES);
    expect(long).toMatch(CUT_MARK);
    expect(next).toBe('next');
  });

  it('keeps lines below the cap even where replacing makes them longer', () => {
    const [line] = split(Buffer.concat([Buffer.alloc(MAX_LOG_LINE_BYTES / 2, 0xff), Buffer.from('\n')]));
    expect(Buffer.byteLength(line!)).toBeLessThanOrEqual(MAX_LOG_LINE_BYTES);
  });

  it('hands a line without an end out as soon as it is too long, once, and holds none of the rest', () => {
    const splitter = new LineSplitter();
    const megabyte = Buffer.alloc(1024 * 1024, 0x78);
    const lines = Array.from({ length: 256 }, () => splitter.push(megabyte)).flat();
    expect(lines).toHaveLength(1);
    expect(splitter.end()).toEqual([]);
  });
});
