import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AddServiceRequest, SERVICE_NAME } from '@sdp/protocol';
import { RepositoriesService } from '../../repositories/repositories.service.js';
import { SandboxRecords } from '../sandbox-records.js';
import { badField, serviceNameTaken } from '../sandboxes.errors.js';
import { dependencyProblem } from './dependencies.js';
import { Placement } from './placement.js';
import { type ServiceInstance } from './service-instance.entity.js';

/** Makes new instances: their names, their places, their dependencies. Call it within a unit of work. */
@Injectable()
export class InstanceCreation {
  constructor(
    private readonly records: SandboxRecords,
    private readonly repositories: RepositoriesService,
    private readonly placement: Placement,
  ) {}

  /** All of them, so that they may depend on each other in any order. */
  async addAll(sandboxId: string, requests: readonly AddServiceRequest[]): Promise<ServiceInstance[]> {
    const added: ServiceInstance[] = [];
    for (const request of requests) added.push(await this.insert(sandboxId, request));
    await this.checkDependencies(sandboxId);
    return added;
  }

  /** @throws DomainError `invalid-input` when a dependency is unknown, or they go round in a circle. */
  async checkDependencies(sandboxId: string): Promise<void> {
    const problem = dependencyProblem(await this.records.lasting(sandboxId));
    if (problem) throw badField('dependsOn', `cannot be so: ${problem}`);
  }

  private async insert(sandboxId: string, request: AddServiceRequest): Promise<ServiceInstance> {
    const repository = await this.repositories.get(request.repository);
    const name = request.name ?? serviceNameFrom(repository.name);
    if (await this.records.instances.existsBy({ sandboxId, name })) throw serviceNameTaken(name);

    const instance = this.records.instances.create({
      ...(await this.placement.find(name, repository)),
      id: randomUUID(),
      sandboxId,
      name,
      repository: repository.name,
      branch: request.branch,
      pinnedCommit: request.commit ?? null,
      containerPort: request.containerPort ?? null,
      healthPath: request.healthPath ?? null,
      variables: request.variables ?? {},
      limits: request.limits ?? {},
      dependsOn: request.dependsOn ?? [],
      follows: request.follows ?? false,
      epoch: await this.records.nextEpoch(sandboxId),
      desired: 'running',
      pendingCommand: null,
      observed: 'missing',
      exitCode: null,
      runningDeploymentId: null,
      lastLines: [],
      releases: [],
    });
    await this.records.instances.insert(instance);
    return instance;
  }
}

function serviceNameFrom(repository: string): string {
  if (SERVICE_NAME.test(repository)) return repository;
  throw badField(
    'name',
    `is needed: the repository's name ${repository} cannot be a service's name. Give the service a name of its own`,
  );
}
