import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../sandbox-records.js';
import { Removal } from './removal.js';

/** Takes a service out of its sandbox. */
@Injectable()
export class InstanceRemovalService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly removal: Removal,
    private readonly audit: AuditTrail,
  ) {}

  /** Marks it, and begins. Nobody depends on it any more. Repeating it is harmless. */
  async remove(sandboxId: string, name: string, user: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.undisturbed(sandboxId, user, 'mayEdit');
      const { desired } = await this.records.instance(sandboxId, name);
      if (desired === 'removed') return;
      await this.removal.mark(sandboxId, name);
      await this.forgetDependency(sandboxId, name);
      const subject = `${sandbox.name}/${name}`;
      await this.audit.record({ action: 'service.removed', subject, sandboxId, summary: `removed ${name}` });
      // A larger unit that this is a part of may still take it back.
      this.unitOfWork.afterCommit(() => this.removal.wake());
    });
  }

  private async forgetDependency(sandboxId: string, name: string): Promise<void> {
    for (const { id, dependsOn } of await this.records.lasting(sandboxId))
      if (dependsOn.includes(name))
        await this.records.instances.update({ id }, { dependsOn: dependsOn.filter((one) => one !== name) });
  }
}
