import { agoText, durationText, elapsedText, exactText, untilText } from './time-text';

describe('durationText', () => {
  it.each([
    [340, '340 ms'],
    [4210, '4.2 s'],
    [42_900, '42 s'],
    [65_000, '1 min 5 s'],
    [7_380_000, '2 h 3 min'],
  ])('says %p ms as %p', (ms, text) => expect(durationText(ms)).toBe(text));
});

describe('elapsedText', () => {
  it('counts whole seconds, and never below nothing when clocks disagree', () => {
    const now = Date.parse('2026-11-23T10:00:05.900Z');
    expect(elapsedText('2026-11-23T10:00:00.000Z', now)).toBe('5 s');
    expect(elapsedText('2026-11-23T10:00:09.000Z', now)).toBe('0 s');
    expect(elapsedText('2026-11-23T09:58:05.000Z', now)).toBe('2 min 0 s');
  });
});

describe('exactText', () => {
  it('says the zone', () => {
    const zone = Intl.DateTimeFormat(undefined, { timeZoneName: 'short' })
      .formatToParts(Date.parse('2026-11-23T10:00:05.900Z'))
      .find(({ type }) => type === 'timeZoneName')!.value;
    expect(exactText('2026-11-23T10:00:05.900Z')).toMatch(/:00:05/);
    expect(exactText('2026-11-23T10:00:05.900Z')).toContain(zone);
    expect(exactText('nonsense')).toBe('at an unknown time');
  });
});

describe('agoText', () => {
  const now = Date.parse('2026-11-23T10:00:00.000Z');
  it.each([
    ['2026-11-23T09:59:55.000Z', 'just now'],
    ['2026-11-23T09:55:00.000Z', '5 min ago'],
    ['2026-11-22T09:00:00.000Z', 'yesterday'],
    ['2026-11-03T10:00:00.000Z', '20 days ago'],
    ['nonsense', 'at an unknown time'],
  ])('says %p as %p', (time, text) => expect(agoText(time, now)).toBe(text));
});

describe('untilText', () => {
  const now = Date.parse('2026-11-23T10:00:00.000Z');
  it.each([
    ['2026-11-23T09:59:55.000Z', 'now'],
    ['2026-11-23T10:00:20.000Z', 'in less than a minute'],
    ['2026-11-23T10:05:30.000Z', 'in 5 min'],
    ['2026-11-24T11:00:00.000Z', 'in 25 h'],
    ['2026-11-30T10:00:00.000Z', 'in 7 days'],
    ['nonsense', 'at an unknown time'],
  ])('says %p as %p', (time, text) => expect(untilText(time, now)).toBe(text));
});
