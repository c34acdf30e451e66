import { type ContainerEndpoint, type ContainerIdentity } from './container-runtime.js';

export const AGENT_LABEL = 'sdp.agent';

/** Labels are the only record of what a container is: they survive the agent. */
export function toLabels(
  agent: string,
  identity: ContainerIdentity,
  endpoint: ContainerEndpoint,
): Record<string, string> {
  return {
    [AGENT_LABEL]: agent,
    'sdp.sandbox': identity.sandboxId,
    'sdp.service': identity.service,
    'sdp.deployment': identity.deploymentId,
    'sdp.epoch': String(identity.epoch),
    'sdp.host-port': String(endpoint.hostPort),
    'sdp.container-port': String(endpoint.containerPort),
    ...(endpoint.healthPath === undefined ? {} : { 'sdp.health-path': endpoint.healthPath }),
  };
}

/** Null when the labels are not those of a service instance. */
export function identityOf(labels: Readonly<Record<string, string>>): ContainerIdentity | null {
  const {
    'sdp.sandbox': sandboxId,
    'sdp.service': service,
    'sdp.deployment': deploymentId,
    'sdp.epoch': epoch,
  } = labels;
  if (!sandboxId || !service || !deploymentId || !epoch) return null;
  return { sandboxId, service, deploymentId, epoch: Number(epoch) };
}

export function endpointOf(labels: Readonly<Record<string, string>>): ContainerEndpoint {
  const healthPath = labels['sdp.health-path'];
  return {
    hostPort: Number(labels['sdp.host-port']),
    containerPort: Number(labels['sdp.container-port']),
    ...(healthPath === undefined ? {} : { healthPath }),
  };
}

/** Names are for people who look at `docker ps`; the deployment's id makes them unique. */
export function containerName({ service, deploymentId }: ContainerIdentity): string {
  return `sdp-${service}-${deploymentId}`;
}
