import { MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { formatLine } from './log-line.js';

const AT = new Date('2026-11-23T13:10:11.123Z');

describe('a line of a log', () => {
  it('has time, step, stream, text', () => {
    expect(formatLine(AT, 'build', 'out', 'ok  äö')).toBe('2026-11-23T13:10:11.123Z build out ok  äö\n');
  });

  it('becomes several when the text has line ends', () => {
    expect(formatLine(AT, 'build', 'err', 'a\nb')).toBe(
      '2026-11-23T13:10:11.123Z build err a\n2026-11-23T13:10:11.123Z build err b\n',
    );
  });

  it.each(['x', 'ä', '€', '😀'])('is cut at a character when it is too long (%s)', (character) => {
    const line = formatLine(AT, 'build', 'out', character.repeat(MAX_LOG_LINE_BYTES + 1));
    const text = line.slice('2026-11-23T13:10:11.123Z build out '.length, -1);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_LOG_LINE_BYTES);
    expect(Buffer.byteLength(text)).toBeGreaterThan(MAX_LOG_LINE_BYTES - 8);
    expect(text.slice(-50)).toMatch(/\[SDP: the rest of this line is cut off\]$/);
    expect(text.includes('\ufffd')).toBe(false);
  });
});
