import { Injectable, Logger } from '@nestjs/common';
import { type AgentHello } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentDeployments } from '../deployments/agent-deployments.js';
import { ObservationsService } from '../sandboxes/observations.service.js';

const RECONCILE_TIMEOUT_MS = 60_000;

/** After every hello the agent is told the whole truth, and only then given new work. */
@Injectable()
export class AgentReconciliation {
  private readonly logger = new Logger(AgentReconciliation.name);

  constructor(
    private readonly link: AgentLink,
    private readonly presence: AgentPresence,
    private readonly deployments: AgentDeployments,
    private readonly observations: ObservationsService,
  ) {}

  /** Never throws. An agent that does not take the truth is disconnected: it comes back with another hello. */
  async run(agentId: string, hello: AgentHello): Promise<void> {
    try {
      await this.observations.take(agentId, hello.instances);
      const active = await this.deployments.reconcile(agentId, hello.deployments);
      const instances = await this.observations.wishesFor(agentId);
      await this.link.request(agentId, 'reconcile', { instances, active }, RECONCILE_TIMEOUT_MS);
      this.presence.markReady(agentId);
    } catch (error) {
      this.logger.warn({ err: error }, 'An agent could not be reconciled');
      this.link.disconnect(agentId);
    }
  }
}
