import { Injectable } from '@nestjs/common';
import { type ReleaseView, type ServiceInstanceView } from '@sdp/protocol';
import { AgentsService } from '../../agents/agents.service.js';
import { type Viewer } from '../../auth/viewer.js';
import { DeploymentHistory } from '../../deployments/deployment-history.js';
import { DeploymentViews } from '../../deployments/deployment-views.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { RepositoriesService } from '../../repositories/repositories.service.js';
import { type Sandbox } from '../sandbox.entity.js';
import { instanceUrl } from './instance-url.js';
import { runningOf } from './running.js';
import { type ServiceInstance } from './service-instance.entity.js';
import { wishOf } from './wish.js';

type Known = ReadonlyMap<string, Deployment>;

/** The services of one sandbox as people see them. */
@Injectable()
export class ServiceViews {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly history: DeploymentHistory,
    private readonly deploymentViews: DeploymentViews,
    private readonly agents: AgentsService,
    private readonly repositories: RepositoriesService,
  ) {}

  async of(
    sandbox: Sandbox,
    instances: readonly ServiceInstance[],
    viewer: Viewer,
  ): Promise<ServiceInstanceView[]> {
    const agents = await this.agents.byIds(instances.map(({ agentId }) => agentId));
    const stacks = await this.repositories.stacks();
    const known = await this.deployments.find(instances.flatMap(deploymentsIn));
    const latest = await this.deploymentViews.ofAll(await this.history.newest(sandbox.id), viewer);

    return instances.map((instance) => {
      const { name, repository, agentId, hostPort } = instance;
      const agent = agents.get(agentId);
      return {
        name,
        repository,
        stack: stacks.get(repository) ?? 'go',
        branch: instance.branch,
        pinnedCommit: instance.pinnedCommit,
        agent: agent?.name ?? '',
        url: instanceUrl(agent, hostPort),
        hostPort,
        containerPort: instance.containerPort,
        healthPath: instance.healthPath,
        variables: instance.variables,
        limits: instance.limits,
        dependsOn: instance.dependsOn,
        follows: instance.follows,
        desired: wishOf(instance, sandbox),
        observed: instance.observed,
        exitCode: instance.exitCode,
        lastLines: instance.lastLines,
        running: runningOf(instance, known),
        releases: releasesOf(instance, known),
        latestDeployment: latest.find(({ service }) => service === name) ?? null,
      };
    });
  }
}

function deploymentsIn({ runningDeploymentId, releases }: ServiceInstance): string[] {
  return runningDeploymentId ? [runningDeploymentId, ...releases] : releases;
}

/** A deployment that started an earlier release again runs that release. */
function releasesOf({ runningDeploymentId, releases }: ServiceInstance, known: Known): ReleaseView[] {
  const running = runningDeploymentId && (known.get(runningDeploymentId)?.releaseOf ?? runningDeploymentId);
  return releases
    .flatMap((id) => known.get(id) ?? [])
    .map(({ id, branch, commit, createdAt, finishedAt }) => ({
      deploymentId: id,
      branch,
      commit,
      deployedAt: (finishedAt ?? createdAt).toISOString(),
      isRunning: id === running,
    }));
}
