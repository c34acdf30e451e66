import { Injectable } from '@nestjs/common';
import { AgentPresence } from '../../agents/agent-presence.js';
import { Rounds } from '../../rounds/rounds.js';
import { DeploymentDelivery } from '../delivery/deployment-delivery.js';
import { DeploymentClaims } from './deployment-claims.js';
import { QueueAnnouncer } from './queue-announcer.js';

/** Gives waiting deployments to their agents. */
@Injectable()
export class Dispatcher extends Rounds {
  constructor(
    private readonly claims: DeploymentClaims,
    private readonly delivery: DeploymentDelivery,
    private readonly announcer: QueueAnnouncer,
    private readonly presence: AgentPresence,
  ) {
    super('dispatching', () => this.dispatch());
  }

  private async dispatch(): Promise<void> {
    const ready = this.presence.connectedIds().filter((agentId) => this.presence.isReady(agentId));
    for (const agentId of ready) {
      while (await this.claims.claimNext(agentId));
      await this.delivery.deliverTo(agentId);
    }
    await this.announcer.refresh();
  }
}
