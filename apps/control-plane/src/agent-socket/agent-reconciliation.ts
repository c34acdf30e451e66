import { Injectable, Logger } from '@nestjs/common';
import { type AgentHello, type ErrorCode, type ReconcileFrame } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentDeployments } from '../deployments/delivery/agent-deployments.js';
import { DomainError } from '../errors/domain-error.js';
import { GatewayReports } from '../routes/standing/gateway-reports.js';
import { ObservationsService } from '../sandboxes/instances/observations.service.js';

const RECONCILE_TIMEOUT_MS = 60_000;
const NOT_HEARD: ReadonlySet<ErrorCode> = new Set(['agent-unreachable', 'agent-timeout']);

/** After every hello the agent is told the whole truth, and only then given new work. */
@Injectable()
export class AgentReconciliation {
  private readonly logger = new Logger(AgentReconciliation.name);

  constructor(
    private readonly link: AgentLink,
    private readonly presence: AgentPresence,
    private readonly deployments: AgentDeployments,
    private readonly observations: ObservationsService,
    private readonly gateways: GatewayReports,
  ) {}

  /**
   * Never throws. An agent that cannot be told is disconnected: it comes back with another hello. Once there is a
   * newer connection, the outcome on the one before counts for nothing.
   */
  async run(agentId: string, hello: AgentHello): Promise<void> {
    const isCurrent = this.link.whileConnected(agentId);
    try {
      await this.observations.takeFirst(agentId, hello.instances);
      await this.gateways.take(agentId, hello.instances);
      const active = await this.deployments.reconcile(agentId, hello.deployments);
      const instances = await this.observations.wishesFor(agentId);
      await this.tell(agentId, { instances, active });
      if (isCurrent()) this.presence.markReady(agentId);
    } catch (error) {
      this.logger.warn({ err: error }, 'An agent could not be reconciled');
      if (isCurrent()) this.link.disconnect(agentId);
    }
  }

  /** An agent that could not apply all of it, because its engine is away, does so later: it has been told. */
  private async tell(agentId: string, truth: ReconcileFrame): Promise<void> {
    try {
      await this.link.request(agentId, 'reconcile', truth, RECONCILE_TIMEOUT_MS);
    } catch (error) {
      const wasHeard = error instanceof DomainError && !NOT_HEARD.has(error.code);
      if (!wasHeard) throw error;
      this.logger.warn({ err: error }, 'An agent could not apply everything yet');
    }
  }
}
