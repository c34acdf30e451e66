import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AddServiceRequest, SERVICE_NAME, type UpdateServiceRequest } from '@sdp/protocol';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { Placement } from './placement.js';
import { Removal } from './removal.js';
import { SandboxRecords } from './sandbox-records.js';
import { serviceNameTaken } from './sandboxes.errors.js';
import { type ServiceInstance } from './service-instance.entity.js';

@Injectable()
export class ServiceInstancesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly repositories: RepositoriesService,
    private readonly placement: Placement,
    private readonly removal: Removal,
  ) {}

  async add(sandboxId: string, username: string, request: AddServiceRequest): Promise<ServiceInstance> {
    return this.unitOfWork.run(async () => {
      await this.records.changeable(sandboxId, username);
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
        epoch: await this.records.nextEpoch(sandboxId),
        desired: 'running',
        observed: 'missing',
        exitCode: null,
        runningDeploymentId: null,
      });
      await this.records.instances.insert(instance);
      this.records.announce(sandboxId);
      return instance;
    });
  }

  /** Takes effect with the next deployment. Another branch without a commit follows that branch again. */
  async update(
    sandboxId: string,
    name: string,
    username: string,
    request: UpdateServiceRequest,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const { instance } = await this.records.changeableInstance(sandboxId, name, username);
      const { branch = instance.branch, commit } = request;
      const {
        containerPort = instance.containerPort,
        healthPath = instance.healthPath,
        variables = instance.variables,
      } = request;
      const pinIfUntold = branch === instance.branch ? instance.pinnedCommit : null;
      const pinnedCommit = commit === undefined ? pinIfUntold : commit;
      const changes = { branch, pinnedCommit, containerPort, healthPath, variables };
      await this.records.instances.update({ id: instance.id }, changes);
      this.records.announce(sandboxId);
    });
  }

  async remove(sandboxId: string, name: string, username: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.records.owned(sandboxId, username);
      await this.records.instance(sandboxId, name);
      await this.removal.mark(sandboxId, name);
    });
    this.removal.wake();
  }
}

function serviceNameFrom(repository: string): string {
  if (SERVICE_NAME.test(repository)) return repository;
  const message = `The repository's name ${repository} cannot be a service's name. Give the service a name of its own.`;
  throw new DomainError('invalid-input', message, { details: { fields: { name: message } } });
}
