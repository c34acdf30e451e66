import { continuesMessage, levelOf } from './log-level.js';

describe('levelOf', () => {
  it.each([
    'ERROR could not connect',
    '2026/11/23 13:10:11 ERROR could not connect',
    '[ERROR] could not connect',
    '[2026-11-23T13:10:11.123456+00:00] app.CRITICAL: Uncaught Exception {"exception":1}',
    'error: pathspec did not match',
    'fatal: not a git repository',
    'panic: runtime error: index out of range',
    'fatal error: all goroutines are asleep - deadlock!',
    'PHP Fatal error:  Uncaught TypeError: strlen()',
    'Parse error: syntax error, unexpected end of file',
    '[Mon Nov 23 13:10:11.123456 2026] [php:error] [pid 7] [client 10.0.0.1:5] PHP Warning',
    'npm ERR! code ELIFECYCLE',
    'npm error code E404',
    './main.go:45:24: undefined: os',
    'src/index.php:3:1: error: no',
    '--- FAIL: TestOrders (0.00s)',
    'TypeError: x is not a function',
    'java.lang.NullPointerException: nothing',
    'time=2026-11-23T13:10:11Z level=ERROR msg="no"',
    '{"time":1,"level":"error","msg":"no"}',
    '{"level":50,"msg":"no"}',
    'ts=1 severity="critical"',
  ])('takes %p for an error', (line) => expect(levelOf(line)).toBe('error'));

  it.each([
    'WARN  slow',
    'warning: LF will be replaced by CRLF',
    'npm WARN deprecated x',
    'npm warn deprecated x',
    'PHP Warning:  Undefined variable',
    'Deprecated: Function is deprecated',
    'main.c:3:1: warning: unused',
    '{"level":40}',
    'level=warn',
    '[Mon Nov 23 13:10:11.123456 2026] [core:warn] [pid 7] slow',
  ])('takes %p for a warning', (line) => expect(levelOf(line)).toBe('warn'));

  it.each([
    ['INFO started', 'info'],
    ['[NOTICE] reloaded', 'info'],
    ['PHP Notice:  x', 'info'],
    ['[Mon Nov 23 13:10:11.123456 2026] [mpm_prefork:notice] [pid 7] resuming', 'info'],
    ['{"level":"info"}', 'info'],
    ['DEBUG cache hit', 'debug'],
    ['level=trace', 'debug'],
    ['{"level":20}', 'debug'],
  ])('takes %p for %s', (line, level) => expect(levelOf(line)).toBe(level));

  it.each([
    '',
    'no error was found',
    '0 errors, 0 warnings',
    'ERRORS=0',
    'LOG_LEVEL=debugger',
    'downloading error-handler v1.2.0',
    'Information: none',
    'INFOBOX opened',
    'errors.go',
    'go: downloading example.org/level v1.0.0',
    '2026/11/23 13:10:11 listening on :8080',
    'ERROR=1 is set',
    '# example.org/orders',
    'levels: 3',
  ])('says nothing of %p', (line) => expect(levelOf(line)).toBe('none'));

  it('is linear in the length of a hostile line', () => {
    const started = performance.now();
    for (const part of ['[', ' ', '1', 'level', '"level" ', 'a.', 'A', 'Error', '\t', 'x:1:1'])
      for (let round = 0; round < 20; round++) levelOf(part.repeat(16_000 / part.length));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('continuesMessage', () => {
  it.each(['\tat main.go:3', '    at Object.<anonymous>', '#0 /app/index.php(3): main()'])(
    'is so of %p',
    (line) => expect(continuesMessage(line)).toBe(true),
  );
  it.each(['', 'next', ' one space', '# example.org/orders'])('is not so of %p', (line) =>
    expect(continuesMessage(line)).toBe(false),
  );
});
