import { Injectable } from '@nestjs/common';
import { AgentsService } from '../agents/agents.service.js';
import { RunPlanner, type RunPlan } from '../deployments/run-planner.js';
import { instanceUrl } from './instance-url.js';
import { resolveRoutes, targetsOf } from './routes.js';
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
    const routes = targetsOf(resolveRoutes(await this.ownTargets(sandboxId), sandbox.variables));
    return { hostPort, containerPort, health, routes, variables: variablesOf(sandbox, instance, routes) };
  }

  private async ownTargets(sandboxId: string): Promise<{ name: string; url: string }[]> {
    const instances = await this.records.instances.findBy({ sandboxId });
    const agents = await this.agents.byIds(instances.map(({ agentId }) => agentId));
    return instances
      .filter(({ desired }) => desired !== 'removed')
      .map(({ name, agentId, hostPort }) => ({ name, url: instanceUrl(agents.get(agentId), hostPort) }));
  }
}

/** `PORT` is set by the agent, which knows the port inside the container. */
function variablesOf(
  sandbox: Sandbox,
  instance: ServiceInstance,
  routes: Record<string, string>,
): Record<string, string> {
  const variables = resolveVariables([
    { name: 'sandbox', values: sandbox.variables },
    { name: 'instance', values: instance.variables },
    { name: 'routes', values: routes },
    { name: 'platform', values: { SDP_SANDBOX: sandbox.name, SDP_SERVICE: instance.name } },
  ]);
  return valuesOf(variables);
}
