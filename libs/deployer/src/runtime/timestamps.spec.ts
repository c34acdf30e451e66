import { engineSeconds, engineTime } from './timestamps.js';

describe('times of the engine', () => {
  it.each([
    ['2026-01-01T10:00:00Z', '2026-01-01T10:00:00.000000000Z'],
    ['2026-01-01T10:00:00.5Z', '2026-01-01T10:00:00.500000000Z'],
    ['2026-01-01T10:00:00.123456789Z', '2026-01-01T10:00:00.123456789Z'],
    ['2026-01-01T10:00:00.25+02:00', '2026-01-01T08:00:00.250000000Z'],
  ])('%s is %s', (given, meant) => {
    expect(engineTime(given)).toBe(meant);
  });

  it('are asked for in seconds, without losing a nanosecond', () => {
    expect(engineSeconds('1970-01-01T00:00:01.000000007Z')).toBe('1.000000007');
    expect(engineSeconds('1970-01-01T01:00:01+01:00')).toBe('1.000000000');
  });
});
