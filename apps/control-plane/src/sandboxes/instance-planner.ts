import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Deployment } from '../deployments/deployment.entity.js';
import { RunPlanner, type RunPlan } from '../deployments/run-planner.js';
import { type RoutesOfRun, RunRoutes } from './run-routes.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';
import { type ServiceInstance } from './service-instance.entity.js';
import { resolveVariables, valuesOf } from './variables.js';

/** Says what an instance runs with: its settings, and the variables of all layers. */
@Injectable()
export class InstancePlanner extends RunPlanner {
  constructor(
    private readonly records: SandboxRecords,
    private readonly modules: ModuleRef,
  ) {
    super();
  }

  async plan(deployment: Deployment): Promise<RunPlan> {
    const { sandboxId, service } = deployment;
    const sandbox = await this.records.get(sandboxId);
    const instance = await this.records.instance(sandboxId, service);
    // Asked for by name: the module of the route sets is built on top of this one.
    const routes = await this.modules.get(RunRoutes, { strict: false }).of(deployment);
    const { hostPort, containerPort, healthPath } = instance;
    const health = healthPath === null ? {} : { path: healthPath };
    const { targets, revision } = routes;
    const variables = variablesOf(sandbox, instance, routes);
    return { hostPort, containerPort, health, routes: targets, routeRevision: revision, variables };
  }
}

/** `PORT` is set by the agent, which knows the port inside the container. */
function variablesOf(
  sandbox: Sandbox,
  instance: ServiceInstance,
  { targets, withdrawn }: RoutesOfRun,
): Record<string, string> {
  const variables = valuesOf(
    resolveVariables([
      { name: 'sandbox', values: sandbox.variables },
      { name: 'instance', values: instance.variables },
      { name: 'routes', values: targets },
      { name: 'platform', values: { SDP_SANDBOX: sandbox.name, SDP_SERVICE: instance.name } },
    ]),
  );
  for (const name of withdrawn) delete variables[name];
  return variables;
}
