import { failingLine } from './failing-line';
import { LogLines } from './log-lines';

function log(...lines: string[]) {
  const collected = new LogLines();
  collected.append(lines.map((line) => `2026-11-23T13:10:11.123Z ${line}\n`).join(''));
  return collected.all;
}

describe('failingLine', () => {
  const lines = log(
    'fetch err From the server',
    'build sdp go build .',
    'build err # example.org/orders',
    'build err \u001b[31m./main.go:45:24: undefined: os\u001b[0m',
    'deploy sdp "go build ." ended: ./main.go:45:24: undefined: os',
  );

  it('is the line that the error quotes', () => {
    expect(failingLine(lines, '"go build ." ended: ./main.go:45:24: undefined: os')).toBe(4);
  });

  it('is the first complaint of the last step where the error quotes none', () => {
    expect(failingLine(lines, 'It did not work.')).toBe(3);
  });

  it('is the last line where nothing complained, and none of an empty log', () => {
    expect(failingLine(log('fetch sdp began', 'deploy sdp Failed'), 'no')).toBe(2);
    expect(failingLine([], 'no')).toBeNull();
  });
});
