import {
  type ActiveDeploymentState,
  type DEPLOYMENT_STEPS,
  type DeploymentKind,
  type DeploymentState,
  type DeploymentStep,
  type TerminalDeploymentState,
} from '@sdp/protocol';
import { type Tone } from '../ui/chip';

interface Shown {
  word: string;
  tone: Tone;
}

const ACTIVE: Readonly<Record<ActiveDeploymentState, Shown>> = {
  queued: { word: 'Queued', tone: 'idle' },
  dispatched: { word: 'Dispatched', tone: 'busy' },
  fetching: { word: 'Fetching', tone: 'busy' },
  building: { word: 'Building', tone: 'busy' },
  starting: { word: 'Starting', tone: 'busy' },
  verifying: { word: 'Verifying', tone: 'busy' },
};

const TERMINAL: Readonly<Record<TerminalDeploymentState, Shown>> = {
  succeeded: { word: 'Succeeded', tone: 'ok' },
  failed: { word: 'Failed', tone: 'bad' },
  canceled: { word: 'Canceled', tone: 'idle' },
  superseded: { word: 'Superseded', tone: 'idle' },
  lost: { word: 'Lost', tone: 'warn' },
};

/** How a deployment's state is said and shown. */
export const DEPLOYMENT_STATES: Readonly<Record<DeploymentState, Shown>> = { ...ACTIVE, ...TERMINAL };

export function isActive(state: DeploymentState): state is ActiveDeploymentState {
  return state in ACTIVE;
}

/** In the order an agent takes them; the compiler holds it equal to the protocol's. */
export const STEPS: typeof DEPLOYMENT_STEPS = [
  'fetch',
  'checkout',
  'preflight',
  'build',
  'start',
  'verify',
  'switch',
];

export const STEP_WORDS: Readonly<Record<DeploymentStep, string>> = {
  fetch: 'Fetch',
  checkout: 'Check out',
  preflight: 'Preflight',
  build: 'Build',
  start: 'Start',
  verify: 'Verify',
  switch: 'Switch over',
};

export const KIND_WORDS: Readonly<Record<DeploymentKind, string>> = {
  deploy: 'Deploy',
  rollback: 'Roll back',
  routes: 'Push of routes',
};
