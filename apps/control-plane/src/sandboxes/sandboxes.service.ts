import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CreateSandboxRequest, type UpdateSandboxRequest } from '@sdp/protocol';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { Removal } from './removal.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';
import { sandboxNameTaken } from './sandboxes.errors.js';

@Injectable()
export class SandboxesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly removal: Removal,
    private readonly clock: Clock,
  ) {}

  async create(username: string, request: CreateSandboxRequest): Promise<Sandbox> {
    const { name, description = '', variables = {} } = request;
    return this.unitOfWork.run(async () => {
      await this.assertNameIsFree(name);
      const sandbox = this.records.sandboxes.create({
        id: randomUUID(),
        name,
        description,
        owner: username,
        variables,
        lastEpoch: 0,
        createdAt: this.clock.now(),
        deletingSince: null,
      });
      await this.records.sandboxes.insert(sandbox);
      this.records.announce(sandbox.id);
      return sandbox;
    });
  }

  async update(id: string, username: string, request: UpdateSandboxRequest): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(id, username);
      const {
        name = sandbox.name,
        description = sandbox.description,
        variables = sandbox.variables,
      } = request;
      if (name !== sandbox.name) {
        await this.assertNameIsFree(name);
        await this.deployments.rename(id, name);
      }
      await this.records.sandboxes.update({ id }, { name, description, variables });
      this.records.announce(id);
    });
  }

  /** Marks it, and begins. It is gone when every agent has removed what it runs of it. Repeating it is harmless. */
  async delete(id: string, username: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.owned(id, username);
      if (sandbox.deletingSince) return;
      await this.records.sandboxes.update({ id }, { deletingSince: this.clock.now() });
      for (const { name } of await this.records.instances.findBy({ sandboxId: id }))
        await this.removal.mark(id, name);
      this.records.announce(id);
    });
    this.removal.wake();
  }

  private async assertNameIsFree(name: string): Promise<void> {
    if (await this.records.sandboxes.existsBy({ name })) throw sandboxNameTaken(name);
  }
}
