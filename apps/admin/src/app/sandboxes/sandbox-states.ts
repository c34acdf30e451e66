import { type SandboxSummary } from '@sdp/protocol';
import { isActive } from '../deployments/deployment-states';

type Summary = Pick<SandboxSummary, 'expiry' | 'hold' | 'isStopped' | 'routes' | 'services'>;

/** What a sandbox can be, as far as somebody would look for it; it may be several of them at once. */
export const SANDBOX_STATES = {
  running: { word: 'Running', holds: isRunning },
  deploying: { word: 'Deploying', holds: isDeploying },
  failing: { word: 'Failing', holds: isFailing },
  due: { word: 'Push due', holds: ({ routes }: Summary) => routes === 'pending' },
  expiring: { word: 'Expiring', holds: ({ expiry }: Summary) => expiry === 'soon' || expiry === 'over' },
  held: { word: 'Held', holds: ({ hold }: Summary) => hold !== null },
  stopped: { word: 'Stopped', holds: ({ isStopped }: Summary) => isStopped },
} as const;

export type SandboxState = keyof typeof SANDBOX_STATES;

export function isSandboxState(text: string | undefined): text is SandboxState {
  return text !== undefined && Object.hasOwn(SANDBOX_STATES, text);
}

/** A service whose last deployment did not succeed, or whose container died or is not well. */
export function isServiceFailing({ observed, deploymentState }: SandboxSummary['services'][number]): boolean {
  if (deploymentState && isActive(deploymentState)) return false;
  const isFailed = deploymentState === 'failed' || deploymentState === 'lost';
  return isFailed || observed === 'exited' || observed === 'unhealthy';
}

function isRunning({ services }: Summary): boolean {
  return services.some(({ observed }) => observed === 'running');
}

function isDeploying({ services }: Summary): boolean {
  return services.some(({ deploymentState }) => deploymentState !== null && isActive(deploymentState));
}

/** What was stopped on purpose does not fail. */
function isFailing({ isStopped, routes, services }: Summary): boolean {
  if (isStopped) return false;
  return routes === 'failed' || routes === 'drifted' || services.some(isServiceFailing);
}
