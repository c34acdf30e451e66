import { Injectable } from '@nestjs/common';
import { AgentsService } from '../agents/agents.service.js';
import { RunPlanner, type RunPlan } from '../deployments/run-planner.js';
import { instanceUrl } from './instance-url.js';
import { resolveRoutes } from './routes.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';
import { type ServiceInstance } from './service-instance.entity.js';
import { resolveVariables, valuesOf } from './variables.js';

/** Says what an instance runs with: its settings, and the variables of all layers. */
@Injectable()
export class InstancePlanner extends RunPlanner {
  constructor(
    private readonly records: SandboxRecords,
    private readonly agents: AgentsService,
  ) {
    super();
  }

  async plan(sandboxId: string, service: string): Promise<RunPlan> {
    const sandbox = await this.records.get(sandboxId);
    const instance = await this.records.instance(sandboxId, service);
    const { hostPort, containerPort, healthPath } = instance;
    const health = healthPath === null ? {} : { path: healthPath };
    return { hostPort, containerPort, health, variables: await this.variables(sandbox, instance) };
  }

  /** `PORT` is set by the agent, which knows the port inside the container. */
  private async variables(sandbox: Sandbox, instance: ServiceInstance): Promise<Record<string, string>> {
    const routes = resolveRoutes(await this.ownTargets(sandbox.id), sandbox.variables);
    const variables = resolveVariables([
      { name: 'sandbox', values: sandbox.variables },
      { name: 'instance', values: instance.variables },
      {
        name: 'routes',
        values: Object.fromEntries(routes.map(({ variable, target }) => [variable, target])),
      },
      { name: 'platform', values: { SDP_SANDBOX: sandbox.name, SDP_SERVICE: instance.name } },
    ]);
    return valuesOf(variables);
  }

  private async ownTargets(sandboxId: string): Promise<{ name: string; url: string }[]> {
    const instances = await this.records.instances.findBy({ sandboxId });
    const agents = await this.agents.byIds(instances.map(({ agentId }) => agentId));
    return instances
      .filter(({ desired }) => desired !== 'removed')
      .map(({ name, agentId, hostPort }) => ({ name, url: instanceUrl(agents.get(agentId), hostPort) }));
  }
}
