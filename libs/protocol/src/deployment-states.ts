/** States of a deployment, in the order a good one passes through them. */
export const ACTIVE_DEPLOYMENT_STATES = [
  'queued',
  'dispatched',
  'fetching',
  'building',
  'starting',
  'verifying',
] as const;
export const TERMINAL_DEPLOYMENT_STATES = ['succeeded', 'failed', 'canceled', 'superseded', 'lost'] as const;

export type ActiveDeploymentState = (typeof ACTIVE_DEPLOYMENT_STATES)[number];
export type TerminalDeploymentState = (typeof TERMINAL_DEPLOYMENT_STATES)[number];
export type DeploymentState = ActiveDeploymentState | TerminalDeploymentState;

/** What the agent does, one after the other; each has a start and an end in the deployment's record. */
export const DEPLOYMENT_STEPS = [
  'fetch',
  'checkout',
  'preflight',
  'build',
  'start',
  'verify',
  'switch',
] as const;
export type DeploymentStep = (typeof DEPLOYMENT_STEPS)[number];

/** The state a deployment is in while a step runs. */
export const STATE_OF_STEP: Readonly<Record<DeploymentStep, ActiveDeploymentState>> = {
  fetch: 'fetching',
  checkout: 'fetching',
  preflight: 'fetching',
  build: 'building',
  start: 'starting',
  verify: 'verifying',
  switch: 'verifying',
};

/** What agents see of an instance's container; separate from any deployment's state. */
export const OBSERVED_STATES = ['running', 'unhealthy', 'exited', 'missing', 'unknown'] as const;
export type ObservedState = (typeof OBSERVED_STATES)[number];

export const DESIRED_STATES = ['running', 'stopped', 'removed'] as const;
export type DesiredState = (typeof DESIRED_STATES)[number];

export type Stack = 'go' | 'php';

/** The port inside the container (`PORT`) of an instance that names none. */
export const DEFAULT_CONTAINER_PORT: Readonly<Record<Stack, number>> = { go: 8080, php: 80 };

export type AgentKind = 'micro' | 'gateway';
