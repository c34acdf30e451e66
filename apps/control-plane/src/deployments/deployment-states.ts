import {
  ACTIVE_DEPLOYMENT_STATES,
  type ActiveDeploymentState,
  type DeploymentState,
  TERMINAL_DEPLOYMENT_STATES,
  type TerminalDeploymentState,
} from '@sdp/protocol';

const ABORTED = ['failed', 'canceled', 'superseded', 'lost'] as const;

/**
 * Which state may follow which. An agent may pass over a state that has nothing to do, never go back, and succeed
 * only after it verified. Terminal states have no entry: nothing follows them.
 */
export const NEXT_STATES: Readonly<Record<ActiveDeploymentState, readonly DeploymentState[]>> = {
  queued: ['dispatched', ...ABORTED],
  dispatched: ['fetching', 'building', 'starting', 'verifying', ...ABORTED],
  fetching: ['building', 'starting', 'verifying', ...ABORTED],
  building: ['starting', 'verifying', ...ABORTED],
  starting: ['verifying', ...ABORTED],
  verifying: ['succeeded', ...ABORTED],
};

/** States in which an agent has it, or may have it. */
export const STATES_ON_AGENT = ACTIVE_DEPLOYMENT_STATES.filter((state) => state !== 'queued');

export function isTerminal(state: DeploymentState): state is TerminalDeploymentState {
  return (TERMINAL_DEPLOYMENT_STATES as readonly string[]).includes(state);
}

export function mayFollow(from: DeploymentState, to: DeploymentState): boolean {
  return !isTerminal(from) && NEXT_STATES[from].includes(to);
}
