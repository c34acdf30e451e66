import { Injectable, Logger } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { AgentPresence } from '../../agents/agent-presence.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { DomainError } from '../../errors/domain-error.js';
import { Rounds } from '../../rounds/rounds.js';
import { InstanceCalls } from '../instances/instance-calls.js';
import { type PendingCommand, type ServiceInstance } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';

/** Tells agents to stop and start what a whole sandbox was stopped and started with, until each has done so. */
@Injectable()
export class InstanceCommands extends Rounds {
  private readonly failures = new Logger(InstanceCommands.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly calls: InstanceCalls,
    private readonly presence: AgentPresence,
  ) {
    super('telling agents to stop and start', () => this.deliverAll());
  }

  private async deliverAll(): Promise<void> {
    const pending = await this.records.instances.findBy({
      pendingCommand: Not(IsNull()),
      desired: Not('removed'),
    });
    const reachable = pending.filter(({ agentId }) => this.presence.isReady(agentId));
    await Promise.all(reachable.map((instance) => this.deliver(instance, instance.pendingCommand!)));
  }

  private async deliver(instance: ServiceInstance, command: PendingCommand): Promise<void> {
    const { id, sandboxId, name } = instance;
    let { epoch } = instance;
    if (await this.deployments.hasActive(sandboxId, name)) return;
    try {
      epoch = await this.calls.make(command, instance);
    } catch (error) {
      this.failures.warn({ err: error }, `An agent did not ${command} ${name}`);
      if (mayHelpLater(error)) return;
    }
    const pending = { id, epoch, pendingCommand: command };
    await this.unitOfWork.run(() => this.records.instances.update(pending, { pendingCommand: null }));
  }
}

function mayHelpLater(error: unknown): boolean {
  return !(error instanceof DomainError) || error.options.retryable === true;
}
