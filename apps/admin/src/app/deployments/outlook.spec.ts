import { aDeployment } from '../sandboxes/sample-views';
import { groupLeft, leftOf, outlookOf } from './outlook';

const startedAt = '2026-11-23T10:00:00.000Z';
const at = (seconds: number) => Date.parse(startedAt) + seconds * 1000;
const estimate = { durationMs: 10_000, count: 5, of: 'service' } as const;
const steps = [{ step: 'fetch', outcome: 'running', startedAt, durationMs: null } as const];

describe('the outlook of a deployment', () => {
  const running = aDeployment({ state: 'building', steps: [...steps], estimate });

  it('says what is left by what is usual', () => {
    expect(outlookOf(running, at(4))).toEqual({ share: 0.4, words: 'about 6.0 s left' });
  });

  it('is honest when it takes longer, and is never done before it says so', () => {
    expect(outlookOf(running, at(11))).toEqual({ share: 0.97, words: 'any moment now' });
    expect(outlookOf(running, at(20))?.words).toBe('longer than the usual 10 s');
  });

  it('is honest where there is no history', () => {
    expect(outlookOf({ ...running, estimate: null }, at(4))?.words).toMatch(/first of its kind/);
  });

  it('does not count the waiting', () => {
    const waiting = aDeployment({ state: 'queued', estimate: { ...estimate, of: 'repository' } });
    expect(outlookOf(waiting, at(500))).toEqual({
      share: null,
      words: 'usually takes 10 s, by other sandboxes',
    });
  });

  it('is none once it is over', () => {
    expect(outlookOf(aDeployment({ state: 'failed' }), at(1))).toBeUndefined();
    expect(leftOf(aDeployment({ state: 'failed' }), at(1))).toBe(0);
  });
});

describe('what is left of several', () => {
  const member = (service: string, left: number | null, dependsOn: string[] = []) => ({
    service,
    left,
    dependsOn,
  });

  it('is the longest chain of those that wait for each other', () => {
    const members = [member('orders', 5), member('payments', 3, ['orders']), member('other', 7)];
    expect(groupLeft(members)).toBe(8);
  });

  it('is unknown where one is', () => {
    expect(groupLeft([member('orders', 5), member('payments', null)])).toBeNull();
  });
});
