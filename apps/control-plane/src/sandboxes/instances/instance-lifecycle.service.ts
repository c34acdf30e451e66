import { Injectable } from '@nestjs/common';
import { type DesiredState } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { SandboxRecords } from '../sandbox-records.js';
import { neverDeployed, sandboxStopped } from '../sandboxes.errors.js';
import { InstanceCalls } from './instance-calls.js';

export type LifecycleCommand = 'stop' | 'start' | 'restart';

const DESIRED: Readonly<Record<LifecycleCommand, DesiredState>> = {
  stop: 'stopped',
  start: 'running',
  restart: 'running',
};
const DONE: Readonly<Record<LifecycleCommand, string>> = {
  stop: 'stopped',
  start: 'started',
  restart: 'restarted',
};

/** Stops, starts and restarts what is deployed. */
@Injectable()
export class InstanceLifecycleService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly calls: InstanceCalls,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The wish is written first: when the agent is away, it hears of it with the reconciliation after its return.
   * @throws DomainError `deployment-active`, `conflict` when nothing was ever deployed, or what the agent says.
   */
  async command(sandboxId: string, name: string, user: Viewer, command: LifecycleCommand): Promise<void> {
    const commanded = await this.unitOfWork.run(async () => {
      const { sandbox, instance } = await this.records.changeableInstance(sandboxId, name, user, 'mayUse');
      await this.records.undisturbed(sandboxId, user, 'mayUse');
      if (sandbox.isStopped) throw sandboxStopped(sandbox.name);
      await this.deployments.assertNoneActive(sandboxId, name);
      if (!(await this.deployments.hasSucceeded(sandboxId, name))) throw neverDeployed(name);

      const epoch = await this.records.nextEpoch(sandboxId);
      const wish = { desired: DESIRED[command], epoch, pendingCommand: null };
      await this.records.instances.update({ id: instance.id }, wish);
      this.records.announce(sandboxId);
      await this.audit.record({
        action: `service.${DONE[command]}`,
        subject: `${sandbox.name}/${name}`,
        sandboxId,
        summary: `${DONE[command]} ${name}`,
      });
      return { ...instance, epoch };
    });
    await this.calls.make(command, commanded);
  }
}
