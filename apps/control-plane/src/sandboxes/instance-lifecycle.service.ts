import { Injectable } from '@nestjs/common';
import { type DesiredState } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { SandboxRecords } from './sandbox-records.js';
import { neverDeployed } from './sandboxes.errors.js';

export type LifecycleCommand = 'stop' | 'start' | 'restart';

const DESIRED: Readonly<Record<LifecycleCommand, DesiredState>> = {
  stop: 'stopped',
  start: 'running',
  restart: 'running',
};
const COMMAND_TIMEOUT_MS = 60_000;

/** Stops, starts and restarts what is deployed. */
@Injectable()
export class InstanceLifecycleService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly link: AgentLink,
  ) {}

  /**
   * The wish is written first: when the agent is away, it hears of it with the reconciliation after its return.
   * @throws DomainError `deployment-active`, `conflict` when nothing was ever deployed, or what the agent says.
   */
  async command(sandboxId: string, name: string, username: string, command: LifecycleCommand): Promise<void> {
    const { agentId, epoch } = await this.unitOfWork.run(async () => {
      const { instance } = await this.records.changeableInstance(sandboxId, name, username);
      await this.deployments.assertNoneActive(sandboxId, name);
      if (!(await this.deployments.hasSucceeded(sandboxId, name))) throw neverDeployed(name);

      const epoch = await this.records.nextEpoch(sandboxId);
      await this.records.instances.update({ id: instance.id }, { desired: DESIRED[command], epoch });
      this.records.announce(sandboxId);
      return { agentId: instance.agentId, epoch };
    });
    await this.link.request(
      agentId,
      `instance:${command}`,
      { sandboxId, service: name, epoch },
      COMMAND_TIMEOUT_MS,
    );
  }
}
