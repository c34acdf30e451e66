import { Injectable } from '@nestjs/common';
import {
  GATEWAY_SERVICE,
  type SandboxSummary,
  type SandboxView,
  type ServiceInstanceView,
} from '@sdp/protocol';
import { In } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { DeploymentViews } from '../deployments/deployment-views.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { instanceUrl } from './instance-url.js';
import { outdatedRoutes, resolveRoutes, type RouteTargets, withApplied } from './routes.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';

/** Sandboxes as people see them; `username` is who looks. */
@Injectable()
export class SandboxViews {
  constructor(
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly deploymentViews: DeploymentViews,
    private readonly agents: AgentsService,
    private readonly repositories: RepositoriesService,
  ) {}

  async summaries(username: string): Promise<SandboxSummary[]> {
    const sandboxes = await this.records.sandboxes.find({ order: { name: 'ASC' } });
    return this.summarize(sandboxes, username);
  }

  async summary(id: string, username: string): Promise<SandboxSummary> {
    const [summary] = await this.summarize([await this.records.get(id)], username);
    return summary!;
  }

  async view(id: string, username: string): Promise<SandboxView> {
    const sandbox = await this.records.get(id);
    const services = await this.services(id, username);
    const own = services.filter(({ desired }) => desired !== 'removed');
    const routes = resolveRoutes(own, sandbox.variables);
    const given = await this.routesOfGateway(own);
    return {
      ...headOf(sandbox, username),
      variables: sandbox.variables,
      services,
      routes: withApplied(routes, given),
      outdatedRoutes: outdatedRoutes(routes, given),
    };
  }

  async service(sandboxId: string, name: string, username: string): Promise<ServiceInstanceView> {
    await this.records.instance(sandboxId, name);
    const service = (await this.services(sandboxId, username)).find((one) => one.name === name);
    return service!;
  }

  /** What the gateway that runs was deployed with; null when none runs, or nobody noted it. */
  private async routesOfGateway(services: ServiceInstanceView[]): Promise<RouteTargets | null> {
    const gateway = services.find(({ name }) => name === GATEWAY_SERVICE);
    if (!gateway?.running) return null;
    const { deploymentId } = gateway.running;
    const deployments = await this.deployments.find([deploymentId]);
    return deployments.get(deploymentId)?.routes ?? null;
  }

  private async summarize(sandboxes: Sandbox[], username: string): Promise<SandboxSummary[]> {
    const ids = sandboxes.map(({ id }) => id);
    const instances = await this.records.instances.find({
      where: { sandboxId: In(ids) },
      order: { name: 'ASC' },
    });
    const newest = await this.deployments.newest(ids);

    return sandboxes.map((sandbox) => ({
      ...headOf(sandbox, username),
      services: instances
        .filter(({ sandboxId }) => sandboxId === sandbox.id)
        .map(({ name, observed }) => {
          const latest = newest.find(
            ({ sandboxId, service }) => sandboxId === sandbox.id && service === name,
          );
          return { name, observed, deploymentState: latest?.state ?? null };
        }),
    }));
  }

  private async services(sandboxId: string, username: string): Promise<ServiceInstanceView[]> {
    const instances = await this.records.instances.find({ where: { sandboxId }, order: { name: 'ASC' } });
    const agents = await this.agents.byIds(instances.map(({ agentId }) => agentId));
    const stacks = await this.repositories.stacks();
    const running = await this.deployments.find(instances.flatMap((one) => one.runningDeploymentId ?? []));
    const latest = await this.deploymentViews.ofAll(await this.deployments.newest([sandboxId]), username);

    return instances.map((instance) => {
      const { name, repository, agentId, hostPort, runningDeploymentId } = instance;
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
        desired: instance.desired,
        observed: instance.observed,
        exitCode: instance.exitCode,
        running:
          (runningDeploymentId && {
            deploymentId: runningDeploymentId,
            branch: running.get(runningDeploymentId)?.branch ?? instance.branch,
            commit: running.get(runningDeploymentId)?.commit ?? null,
          }) ||
          null,
        latestDeployment: latest.find(({ service }) => service === name) ?? null,
      };
    });
  }
}

function headOf({ id, name, description, owner, createdAt, deletingSince }: Sandbox, username: string) {
  return {
    id,
    name,
    description,
    owner,
    isMine: owner === username,
    createdAt: createdAt.toISOString(),
    isDeleting: deletingSince !== null,
  };
}
