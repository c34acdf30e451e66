import { Injectable } from '@nestjs/common';
import { RunPlanner, type RunPlan } from '../deployments/delivery/run-planner.js';
import { type Deployment } from '../deployments/deployment.entity.js';
import { RunRoutes } from '../sandboxes/run-routes.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { InstanceVariables } from './instance-variables.js';
import { valuesOf } from './resolution.js';

/** Says what an instance runs with: its settings, and the variables of all layers. */
@Injectable()
export class InstancePlanner extends RunPlanner {
  constructor(
    private readonly records: SandboxRecords,
    private readonly routes: RunRoutes,
    private readonly variables: InstanceVariables,
  ) {
    super();
  }

  async plan(deployment: Deployment): Promise<RunPlan> {
    const { sandboxId, service } = deployment;
    const sandbox = await this.records.get(sandboxId);
    const instance = await this.records.instance(sandboxId, service);
    const { targets, withdrawn, revision } = await this.routes.of(deployment);
    const { variables, secrets } = await this.variables.of(sandbox, instance, { targets, withdrawn });
    return {
      hostPort: instance.hostPort,
      containerPort: instance.containerPort,
      health: instance.healthPath === null ? {} : { path: instance.healthPath },
      limits: instance.limits,
      variables: valuesOf(variables),
      secrets,
      routes: targets,
      routeRevision: revision,
    };
  }
}
