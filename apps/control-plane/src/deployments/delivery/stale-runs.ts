import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment } from '../deployment.entity.js';
import { EpochRenewal } from './epoch-renewal.js';

/** Deployments that an agent refuses as old. */
@Injectable()
export class StaleRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly modules: ModuleRef,
  ) {}

  /** The deployment with a newer epoch; null where it stays refused. */
  renew({ id, sandboxId, service, epoch }: Deployment, refusal: unknown): Promise<Deployment | null> {
    // Asked for by name: the module that gives epochs out is built on top of this one.
    const epochs = this.modules.get(EpochRenewal, { strict: false });
    return this.unitOfWork.run(async () => {
      const renewed = await epochs.renew({ sandboxId, service, epoch }, refusal);
      if (renewed === null) return null;
      await this.records.patch(id, { epoch: renewed });
      return this.records.get(id);
    });
  }
}
