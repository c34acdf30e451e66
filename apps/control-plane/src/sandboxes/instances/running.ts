import { type ServiceInstanceView } from '@sdp/protocol';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type ServiceInstance } from './service-instance.entity.js';

type Instance = Pick<ServiceInstance, 'runningDeploymentId' | 'branch'>;

/** What an instance runs, as its agent reports it. A deployment that retention removed is known by its id alone. */
export function runningOf(
  { runningDeploymentId, branch }: Instance,
  known: ReadonlyMap<string, Deployment>,
): ServiceInstanceView['running'] {
  if (!runningDeploymentId) return null;
  const deployment = known.get(runningDeploymentId);
  return {
    deploymentId: runningDeploymentId,
    branch: deployment?.branch ?? branch,
    commit: deployment?.commit ?? null,
  };
}
