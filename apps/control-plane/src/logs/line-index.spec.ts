import { LINES_PER_ENTRY, LineIndex } from './line-index.js';
import { decode, encode } from './index-file.js';

const line = (step: string, stream: string, text: string) =>
  `2026-11-23T13:10:11.123Z ${step} ${stream} ${text}\n`;

function indexOf(...blocks: string[]): LineIndex {
  const index = new LineIndex();
  for (const block of blocks) index.append(Buffer.from(block));
  return index;
}

/** Lines of every kind, so many that several entries are needed. */
function manyLines(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const step = at < count / 2 ? 'fetch' : 'build';
    return line(step, at % 3 === 0 ? 'err' : 'out', `${at % 7 === 0 ? 'ERROR ' : ''}grün ${at}`);
  });
}

describe('LineIndex', () => {
  it('knows level and stream of every line, and which lines belong to which step', () => {
    const index = indexOf(
      line('fetch', 'out', 'From origin'),
      line('build', 'err', './main.go:45:24: undefined: os') + line('build', 'err', '\tand more of it'),
      line('deploy', 'sdp', 'gave up') + 'no head at all\n',
    );
    const lines = [1, 2, 3, 4, 5];
    expect(lines.map((number) => index.levelOf(number))).toEqual(['none', 'error', 'error', 'none', 'none']);
    expect(lines.map((number) => index.streamOf(number))).toEqual(['out', 'err', 'err', 'sdp', 'out']);
    expect(index.sections).toEqual([
      { step: 'fetch', firstLine: 1, lastLine: 1 },
      { step: 'build', firstLine: 2, lastLine: 3 },
      { step: 'deploy', firstLine: 4, lastLine: 4 },
      { step: '', firstLine: 5, lastLine: 5 },
    ]);
    expect(index.levelCounts).toEqual({ error: 2, warn: 0, info: 0, debug: 0, none: 3 });
  });

  it('reads a level through colours', () => {
    expect(indexOf(line('build', 'out', '\x1b[1;31mERROR\x1b[0m no')).levelOf(1)).toBe('error');
  });

  it('says where blocks of lines are, in bytes', () => {
    const lines = manyLines(5 * LINES_PER_ENTRY + 10);
    const log = Buffer.from(lines.join(''));
    const index = indexOf(lines.join(''));
    expect([index.lineCount, index.byteCount]).toEqual([lines.length, log.length]);
    for (const number of [1, 2, 256, 257, 700, 1280, 1281, lines.length]) {
      for (const bytes of [1, 30_000, 10_000_000]) {
        const { firstLine, lastLine, offset, end } = index.blockAt(number, bytes);
        expect(log.subarray(offset, end).toString()).toBe(lines.slice(firstLine - 1, lastLine).join(''));
        expect(firstLine <= number && number <= lastLine).toBe(true);
        expect(end - offset >= bytes || lastLine === lines.length).toBe(true);
      }
    }
  });

  it('finds the entry before a byte', () => {
    const lines = manyLines(3 * LINES_PER_ENTRY);
    const index = indexOf(lines.join(''));
    const third = Buffer.byteLength(lines.slice(0, 2 * LINES_PER_ENTRY).join(''));
    expect(index.entryBeforeByte(third - 1).line).toBe(LINES_PER_ENTRY + 1);
    expect(index.entryBeforeByte(third)).toEqual({ line: 2 * LINES_PER_ENTRY + 1, offset: third });
    expect(new LineIndex().entryBeforeByte(5)).toEqual({ line: 1, offset: 0 });
  });
});

describe('The file of an index', () => {
  const whole = manyLines(9_000);
  const index = indexOf(whole.slice(0, 8_000).join(''));

  it('gives the same index back, which goes on growing', () => {
    const again = decode(encode(index))!;
    expect(again.content).toEqual(index.content);
    expect(again.levelCounts).toEqual(index.levelCounts);
    again.append(Buffer.from(whole.slice(8_000).join('')));
    expect(again.content).toEqual(indexOf(whole.join('')).content);
    expect(decode(encode(new LineIndex()))!.lineCount).toBe(0);
  });

  it.each<[string, (content: Buffer) => Buffer]>([
    ['torn', (content) => content.subarray(0, content.length - 1)],
    ['empty', () => Buffer.alloc(0)],
    ['no index at all', () => Buffer.from('something\nelse')],
    ['damaged', (content) => (content.writeUInt8(content.at(-9)! ^ 1, content.length - 9), content)],
    [
      'of another version',
      (content) => Buffer.from(content.toString('latin1').replace('"version":1', '"version":0'), 'latin1'),
    ],
  ])('is not believed when it is %s', (_, damage) => {
    expect(decode(damage(encode(index)))).toBeNull();
  });
});
