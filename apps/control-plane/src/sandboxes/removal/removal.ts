import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentPurge } from '../../deployments/deployment-purge.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { Rounds } from '../../rounds/rounds.js';
import { type ServiceInstance } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';
import { HostTraces } from './host-traces.js';

/**
 * Takes away what is marked: first the deployment that is under way, then what leads there, then the container on
 * its host, then the row, and after the last one the sandbox. What cannot be done now, because an agent is away, is done in a later round.
 */
@Injectable()
export class Removal extends Rounds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly traces: HostTraces,
    private readonly purge: DeploymentPurge,
  ) {
    super('removing', () => this.removeMarked());
  }

  /** Marks an instance; call within a unit of work, and `wake` after it. */
  async mark(sandboxId: string, name: string): Promise<void> {
    const instance = await this.records.instance(sandboxId, name);
    if (instance.desired === 'removed') return;
    const epoch = await this.records.nextEpoch(sandboxId);
    await this.records.instances.update({ id: instance.id }, { desired: 'removed', epoch });
    await this.deployments.giveUp(sandboxId, name, 'requested');
    this.records.announce(sandboxId);
  }

  private async removeMarked(): Promise<void> {
    const marked = await this.records.instances.findBy({ desired: 'removed' });
    await Promise.all(marked.map((instance) => this.removeInstance(instance)));
    for (const { id } of await this.records.sandboxes.findBy({ deletingSince: Not(IsNull()) }))
      await this.removeEmptied(id);
  }

  private async removeInstance(instance: ServiceInstance): Promise<void> {
    const { sandboxId, name } = instance;
    if (!(await this.deployments.giveUp(sandboxId, name, 'requested'))) return;
    if (!(await this.traces.areGone(instance))) return;
    await this.unitOfWork.run(async () => {
      await this.records.instances.delete({ id: instance.id });
      this.records.announce(sandboxId);
    });
  }

  private async removeEmptied(id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (await this.records.instances.existsBy({ sandboxId: id })) return;
      await this.purge.of(id);
      await this.records.sandboxes.delete({ id });
      this.records.announceRemoval(id);
    });
  }
}
