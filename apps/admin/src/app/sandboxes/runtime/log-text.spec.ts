import { LogLines } from '../../deployments/log/log-lines';
import { logText } from './log-text';

describe('logText', () => {
  it('is read as a line of a log, whatever the digits of its time', () => {
    const lines = new LogLines();
    lines.append(
      logText({ at: '2026-11-23T10:00:00.123456789Z', stream: 'err', text: 'listening on :8080' }),
    );
    expect(lines.all).toMatchObject([{ time: '10:00:00.123', stream: 'err', text: 'listening on :8080' }]);
  });

  it('is one line', () => {
    expect(logText({ at: 'nonsense', stream: 'out', text: 'a\nb' })).toBe('a b\n');
  });
});
