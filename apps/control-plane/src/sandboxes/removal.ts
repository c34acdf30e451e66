import { Injectable, Logger } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { AgentLink } from '../agents/agent-link.js';
import { AgentsService } from '../agents/agents.service.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { SandboxRecords } from './sandbox-records.js';
import { type ServiceInstance } from './service-instance.entity.js';

const REMOVE_TIMEOUT_MS = 60_000;

/**
 * Takes away what is marked: first the deployment that is under way, then the container on its host, then the row,
 * and after the last one the sandbox. What cannot be done now, because an agent is away, is done in a later round.
 */
@Injectable()
export class Removal {
  private readonly logger = new Logger(Removal.name);
  private rounds: Promise<void> | null = null;
  private isWanted = false;
  private isStopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
  ) {}

  /** Marks an instance; call within a unit of work, and `wake` after it. */
  async mark(sandboxId: string, name: string): Promise<void> {
    const instance = await this.records.instance(sandboxId, name);
    if (instance.desired === 'removed') return;
    const epoch = await this.records.nextEpoch(sandboxId);
    await this.records.instances.update({ id: instance.id }, { desired: 'removed', epoch });
    await this.deployments.giveUp(sandboxId, name, 'requested');
    this.records.announce(sandboxId);
  }

  wake(): void {
    this.isWanted = true;
    this.rounds ??= this.run().finally(() => (this.rounds = null));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.rounds;
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.round().catch((error: unknown) =>
        this.logger.error({ err: error }, 'A removal round failed'),
      );
    }
  }

  private async round(): Promise<void> {
    const marked = await this.records.instances.findBy({ desired: 'removed' });
    await Promise.all(marked.map((instance) => this.removeInstance(instance)));
    for (const { id } of await this.records.sandboxes.findBy({ deletingSince: Not(IsNull()) }))
      await this.removeEmptied(id);
  }

  private async removeInstance(instance: ServiceInstance): Promise<void> {
    const { sandboxId, name } = instance;
    if (!(await this.deployments.giveUp(sandboxId, name, 'requested'))) return;
    if (!(await this.isGoneFromHost(instance))) return;
    await this.unitOfWork.run(async () => {
      await this.records.instances.delete({ id: instance.id });
      this.records.announce(sandboxId);
    });
  }

  private async isGoneFromHost({ agentId, sandboxId, name, epoch }: ServiceInstance): Promise<boolean> {
    const agent = await this.agents.get(agentId);
    // An agent that was taken out of the configuration cannot come back: nobody is left to ask.
    if (agent.tokenHash === null) return true;
    if (!this.link.isConnected(agentId)) return false;
    try {
      const frame = { sandboxId, service: name, epoch };
      await this.link.request(agentId, 'instance:remove', frame, REMOVE_TIMEOUT_MS);
      return true;
    } catch (error) {
      this.logger.warn({ err: error }, `Agent ${agent.name} did not remove ${name} yet`);
      return false;
    }
  }

  private async removeEmptied(id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (await this.records.instances.existsBy({ sandboxId: id })) return;
      await this.deployments.forget(id);
      await this.records.sandboxes.delete({ id });
      this.records.announceRemoval(id);
    });
  }
}
