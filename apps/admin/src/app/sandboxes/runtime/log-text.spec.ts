import { linesOf } from '../../deployments/log/log-line';
import { logText } from './log-text';

describe('logText', () => {
  it('is read as a line of a log, whatever the digits of its time', () => {
    const text = logText({ at: '2026-11-23T10:00:00.123456789Z', stream: 'err', text: 'listening on :8080' });
    expect(linesOf(text, 1)).toMatchObject([
      { time: '10:00:00.123', stream: 'err', text: 'listening on :8080' },
    ]);
  });

  it('is one line', () => {
    expect(logText({ at: 'nonsense', stream: 'out', text: 'a\nb' })).toBe('a b\n');
  });
});
