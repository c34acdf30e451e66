import { type ContainerLimits } from '../deployer-config.js';
import { type DeploymentRequest } from '../deployment-request.js';
import { type ContainerContent, type ContainerSpec } from '../runtime/container-runtime.js';
import { networkOf } from '../sandbox-network.js';
import { type DeploymentPlan } from '../strategies/deploy-strategy.js';
import { limitsOf } from './limits.js';

/** The only place where what people asked for meets what a container is made from. Field by field: nothing is spread. */
export function containerSpec(
  request: DeploymentRequest,
  { run }: Pick<DeploymentPlan, 'run'>,
  release: string,
  limits: ContainerLimits,
): ContainerSpec {
  const { sandboxId, service, deploymentId, epoch, hostPort, health } = request;
  const { image, command, mounts, tmpfs, user, workingDirectory, port, variables } = run;
  return {
    identity: { sandboxId, service, deploymentId, epoch },
    endpoint: {
      hostPort,
      containerPort: port,
      ...(health.path === undefined ? {} : { healthPath: health.path }),
    },
    content: contentOf(request, release),
    network: networkOf(sandboxId),
    image,
    command,
    mounts,
    tmpfs,
    user,
    workingDirectory,
    variables: { ...request.variables, ...variables },
    ...limitsOf(request.limits, limits),
  };
}

function contentOf(
  { variables, secrets = [], routeRevision }: DeploymentRequest,
  release: string,
): ContainerContent {
  const values = new Set(secrets);
  return {
    release,
    routeRevision: routeRevision ?? null,
    secretNames: Object.keys(variables).filter((name) => values.has(variables[name] ?? '')),
  };
}
