import { ID, SERVICE_NAME, VARIABLE_NAME } from '@sdp/protocol';
import {
  type ContainerContent,
  type ContainerEndpoint,
  type ContainerIdentity,
  type ContainerSpec,
} from './container-runtime.js';

export const AGENT_LABEL = 'sdp.agent';
/** On base images that we made: their stack. */
export const BASE_LABEL = 'sdp.base';
/** On containers of `runOnce`: which process they work for. */
export const ONCE_LABEL = 'sdp.once';

/** Labels of a container that was made by hand may say anything. */
const COUNT = /^\d{1,15}$/;

/** Labels are the only record of what a container is: they survive the agent. */
export function toLabels(
  agent: string,
  { identity, endpoint, content }: Pick<ContainerSpec, 'identity' | 'endpoint' | 'content'>,
): Record<string, string> {
  const { routeRevision, secretNames } = content;
  return {
    [AGENT_LABEL]: agent,
    'sdp.sandbox': identity.sandboxId,
    'sdp.service': identity.service,
    'sdp.deployment': identity.deploymentId,
    'sdp.epoch': String(identity.epoch),
    'sdp.host-port': String(endpoint.hostPort),
    'sdp.container-port': String(endpoint.containerPort),
    'sdp.release': content.release,
    ...(endpoint.healthPath === undefined ? {} : { 'sdp.health-path': endpoint.healthPath }),
    ...(routeRevision === null ? {} : { 'sdp.routes': String(routeRevision) }),
    ...(secretNames.length === 0 ? {} : { 'sdp.secrets': secretNames.join(',') }),
  };
}

type Labels = Readonly<Record<string, string | undefined>>;

/** Null when the labels are not those of a service instance. */
export function identityOf(labels: Labels): ContainerIdentity | null {
  const {
    'sdp.sandbox': sandboxId,
    'sdp.service': service,
    'sdp.deployment': deploymentId,
    'sdp.epoch': epoch,
  } = labels;
  if (!matches(ID, sandboxId) || !matches(SERVICE_NAME, service)) return null;
  if (!matches(ID, deploymentId) || !matches(COUNT, epoch)) return null;
  return { sandboxId, service, deploymentId, epoch: Number(epoch) };
}

/** Null when somebody made the container by hand and left them out. */
export function endpointOf(labels: Labels): ContainerEndpoint | null {
  const {
    'sdp.host-port': hostPort,
    'sdp.container-port': containerPort,
    'sdp.health-path': healthPath,
  } = labels;
  if (!matches(COUNT, hostPort) || !matches(COUNT, containerPort)) return null;
  return {
    hostPort: Number(hostPort),
    containerPort: Number(containerPort),
    ...(healthPath === undefined ? {} : { healthPath }),
  };
}

/** A container of an earlier version says nothing of it: it runs its own release. */
export function contentOf(labels: Labels): ContainerContent {
  const { 'sdp.deployment': own = '', 'sdp.release': release = own, 'sdp.routes': revision } = labels;
  const names = labels['sdp.secrets']?.split(',') ?? [];
  return {
    release,
    routeRevision: matches(COUNT, revision) ? Number(revision) : null,
    secretNames: names.filter((name) => VARIABLE_NAME.test(name)),
  };
}

/** Names are for people who look at `docker ps`; the deployment's id makes them unique. */
export function containerName({ service, deploymentId }: ContainerIdentity): string {
  return `sdp-${service}-${deploymentId}`;
}

function matches(pattern: RegExp, text: string | undefined): text is string {
  return text !== undefined && pattern.test(text);
}
