import { Injectable } from '@nestjs/common';
import { DEFAULT_CONTAINER_PORT } from '@sdp/protocol';
import { EnvironmentsService } from '../environments/environments.service.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { type ServiceInstance } from '../sandboxes/instances/service-instance.entity.js';
import { type RoutesOfRun } from '../sandboxes/run-routes.js';
import { type Sandbox } from '../sandboxes/sandbox.entity.js';
import { resolveVariables, type ResolvedVariable } from './resolution.js';

export interface InstanceVariableSet {
  variables: ResolvedVariable[];
  /** Values that must show nowhere: the environment's secrets, those included that another layer hides. */
  secrets: string[];
}

/** Lays the layers of an instance's variables upon each other. */
@Injectable()
export class InstanceVariables {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly repositories: RepositoriesService,
  ) {}

  async of(
    sandbox: Sandbox,
    instance: ServiceInstance,
    { targets, withdrawn }: Pick<RoutesOfRun, 'targets' | 'withdrawn'>,
  ): Promise<InstanceVariableSet> {
    const environment = await this.environments.layerOf(sandbox.environmentId);
    const variables = resolveVariables(
      [
        { layer: 'environment', ...environment },
        { layer: 'sandbox', values: sandbox.variables },
        { layer: 'instance', values: instance.variables },
        { layer: 'routes', values: targets },
        { layer: 'platform', values: await this.platformValues(sandbox, instance) },
      ],
      withdrawn,
    );
    // A value that is a route, too, is shown as one anyway; its agent would keep the route from us as a secret.
    const open = new Set(Object.values(targets));
    const secrets = [...environment.secretNames]
      .map((name) => environment.values[name]!)
      .filter((value) => !open.has(value));
    return { variables, secrets };
  }

  /** `PORT` is set by the agent's strategy, to the same. */
  private async platformValues(
    { name: sandbox }: Sandbox,
    { name: service, repository, containerPort }: ServiceInstance,
  ): Promise<Record<string, string>> {
    const { stack } = await this.repositories.get(repository);
    const port = containerPort ?? DEFAULT_CONTAINER_PORT[stack];
    return { PORT: String(port), SDP_SANDBOX: sandbox, SDP_SERVICE: service };
  }
}
