import { ACTIVE_DEPLOYMENT_STATES, type DeploymentState, TERMINAL_DEPLOYMENT_STATES } from '@sdp/protocol';
import { isTerminal, mayFollow, NEXT_STATES } from './deployment-states.js';

const ALL: DeploymentState[] = [...ACTIVE_DEPLOYMENT_STATES, ...TERMINAL_DEPLOYMENT_STATES];
const order = (state: DeploymentState) => ALL.indexOf(state);

describe('Deployment states', () => {
  it.each(TERMINAL_DEPLOYMENT_STATES)('%s never changes', (state) => {
    expect(ALL.filter((next) => mayFollow(state, next))).toEqual([]);
    expect(isTerminal(state)).toBe(true);
  });

  it.each(ACTIVE_DEPLOYMENT_STATES)('%s can be ended from outside, and goes forward only', (state) => {
    for (const end of ['failed', 'canceled', 'superseded', 'lost'] as const)
      expect(mayFollow(state, end)).toBe(true);
    for (const next of NEXT_STATES[state]) expect(order(next)).toBeGreaterThan(order(state));
    expect(mayFollow(state, state)).toBe(false);
  });

  it('succeeds only after verifying', () => {
    expect(ALL.filter((state) => mayFollow(state, 'succeeded'))).toEqual(['verifying']);
  });

  it('leaves the queue only by being dispatched', () => {
    expect(NEXT_STATES.queued.filter((state) => !isTerminal(state))).toEqual(['dispatched']);
  });

  it('reaches every state from queued', () => {
    const reached = new Set<DeploymentState>(['queued']);
    for (const state of reached)
      if (!isTerminal(state)) NEXT_STATES[state].forEach((next) => reached.add(next));
    expect([...reached].sort()).toEqual([...ALL].sort());
  });
});
