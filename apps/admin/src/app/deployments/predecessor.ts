import { type DeploymentView, type SandboxView, type ServiceInstanceView } from '@sdp/protocol';

/**
 * What still runs after a deployment that did not succeed: null when nothing did before, when it was stopped, or when
 * a newer deployment has taken its place meanwhile.
 */
export function predecessorOf(
  deployment: Pick<DeploymentView, 'id' | 'service'>,
  sandbox: Pick<SandboxView, 'services'>,
): ServiceInstanceView['running'] {
  const service = sandbox.services.find(({ name }) => name === deployment.service);
  if (service?.observed !== 'running' || service.latestDeployment?.id !== deployment.id) return null;
  return service.running?.deploymentId === deployment.id ? null : service.running;
}
