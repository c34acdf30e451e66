import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { type PendingCommand } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';

/**
 * Stops and starts a sandbox as a whole. What is wished for each service stays as it is, so that a start brings back
 * exactly what ran. Agents are told afterwards, each as soon as it can be.
 */
@Injectable()
export class SandboxLifecycleService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `deployment-active`. Repeating it is harmless, as is repeating `start`. */
  stop(id: string, user: Viewer): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.records.changeable(id, user, 'mayUse');
      for (const { name } of await this.records.lasting(id))
        await this.deployments.assertNoneActive(id, name);
      await this.command(id, user, 'stop');
    });
  }

  start(id: string, user: Viewer): Promise<void> {
    return this.unitOfWork.run(() => this.command(id, user, 'start'));
  }

  private async command(id: string, user: Viewer, command: PendingCommand): Promise<void> {
    const sandbox = await this.records.undisturbed(id, user, 'mayUse');
    const isStopped = command === 'stop';
    if (sandbox.isStopped === isStopped) return;

    await this.records.sandboxes.update({ id }, { isStopped });
    for (const { id: instanceId, name, desired } of await this.records.lasting(id)) {
      if (desired !== 'running' || !(await this.deployments.hasSucceeded(id, name))) continue;
      const epoch = await this.records.nextEpoch(id);
      await this.records.instances.update({ id: instanceId }, { epoch, pendingCommand: command });
    }
    this.records.announce(id);
    const verb = isStopped ? 'stopped' : 'started';
    const summary = `${verb} the sandbox as a whole`;
    await this.audit.record({ action: `sandbox.${verb}`, subject: sandbox.name, sandboxId: id, summary });
  }
}
