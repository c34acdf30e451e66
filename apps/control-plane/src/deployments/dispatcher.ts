import { Injectable, Logger } from '@nestjs/common';
import { AgentPresence } from '../agents/agent-presence.js';
import { DeploymentDelivery } from './deployment-delivery.js';
import { DeploymentQueue } from './deployment-queue.js';
import { QueueAnnouncer } from './queue-announcer.js';

/**
 * Gives waiting deployments to their agents. It looks at what the database says, one round at a time, whenever
 * something may have changed; so a new request, a lost frame and a restart are all the same case.
 */
@Injectable()
export class Dispatcher {
  private readonly logger = new Logger(Dispatcher.name);
  private isWanted = false;
  private isStopped = false;
  private rounds: Promise<void> | null = null;

  constructor(
    private readonly queue: DeploymentQueue,
    private readonly delivery: DeploymentDelivery,
    private readonly announcer: QueueAnnouncer,
    private readonly presence: AgentPresence,
  ) {}

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
        this.logger.error({ err: error }, 'A dispatch round failed'),
      );
    }
  }

  private async round(): Promise<void> {
    const ready = this.presence.connectedIds().filter((agentId) => this.presence.isReady(agentId));
    for (const agentId of ready) {
      while (await this.queue.claimNext(agentId));
      await this.delivery.deliverTo(agentId);
    }
    await this.announcer.refresh();
  }
}
