import { type StepView } from '@sdp/protocol';
import { aDeployment } from '../sandboxes/sample-views';
import { earlierOf, progressOf, usualSteps } from './step-durations';

const startedAt = '2026-11-23T10:00:00.000Z';
const step = (name: StepView['step'], durationMs: number | null): StepView => ({
  step: name,
  outcome: durationMs === null ? 'running' : 'ok',
  startedAt,
  durationMs,
});
const built = (...durations: number[]) =>
  durations.map((duration) => aDeployment({ steps: [step('build', duration)] }));

describe('earlierOf', () => {
  it('leaves out this one, those after it, and those of another kind', () => {
    const others = [
      aDeployment({ id: 'later', createdAt: '2026-11-23T11:00:00.000Z' }),
      aDeployment({ id: 'push', kind: 'routes', createdAt: '2026-11-23T09:30:00.000Z' }),
      aDeployment({ id: 'earlier', createdAt: '2026-11-23T09:00:00.000Z' }),
    ];
    const found = earlierOf(aDeployment({ id: 'this' }), [...others, aDeployment({ id: 'this' })]);
    expect(found.map(({ id }) => id)).toEqual(['earlier']);
  });
});

describe('usualSteps', () => {
  it('takes the median', () => {
    expect(usualSteps(built(100, 5000, 300))).toEqual({ build: 300 });
    expect(usualSteps(built(100, 300))).toEqual({ build: 200 });
    expect(usualSteps([])).toEqual({});
  });
});

describe('progressOf', () => {
  const usual = { fetch: 1000, build: 3000 };
  const now = Date.parse(startedAt) + 2000;

  it('counts what is done, and the time of what runs', () => {
    const steps = [step('fetch', 90), step('build', null)];
    expect(progressOf(steps, usual, now)).toEqual({ share: 0.75, leftMs: 1000 });
  });

  it('does not go beyond what a step usually takes', () => {
    expect(progressOf([step('build', null)], usual, now + 60_000)).toEqual({ share: 0.75, leftMs: 1000 });
  });

  it('knows nothing without earlier deployments', () => {
    expect(progressOf([], {}, now)).toBeUndefined();
  });
});
