import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type AgentHello, type ReconcileFrame } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { AgentPresence } from '../../agents/agent-presence.js';
import { AgentsService } from '../../agents/agents.service.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentRecords } from '../deployment-records.js';
import { agentForgot, leaseExpired } from '../deployments.errors.js';
import { DeploymentDelivery } from './deployment-delivery.js';

/** Brings what the database says an agent works on, and what the agent says, back into line. */
@Injectable()
export class AgentDeployments implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AgentDeployments.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly delivery: DeploymentDelivery,
    private readonly agents: AgentsService,
    private readonly presence: AgentPresence,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.presence.expired.subscribe((agentId) =>
      this.loseAll(agentId).catch((error: unknown) =>
        this.logger.error({ err: error }, 'A lost agent was not noted'),
      ),
    );
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  /**
   * What was sent but never arrived is sent again; what the agent had begun and knows no more is lost. Answers what
   * it shall go on with.
   */
  async reconcile(agentId: string, known: AgentHello['deployments']): Promise<ReconcileFrame['active']> {
    const knownEpochs = new Map(known.map(({ deploymentId, epoch }) => [deploymentId, epoch]));
    const { name } = await this.agents.get(agentId);

    const kept = await this.unitOfWork.run(async () => {
      const assigned = await this.records.onAgents({ agentId });
      const isKnown = ({ id, epoch }: { id: string; epoch: number }) => knownEpochs.get(id) === epoch;
      for (const deployment of assigned)
        if (!isKnown(deployment) && deployment.state !== 'dispatched')
          await this.records.end(deployment, 'lost', { error: agentForgot(name) });
      return assigned.filter(isKnown);
    });

    this.delivery.startOver(agentId, new Set(kept.map(({ id }) => id)));
    return kept
      .filter(({ cancelReason }) => cancelReason === null)
      .map(({ id, epoch }) => ({ deploymentId: id, epoch }));
  }

  async loseAll(agentId: string): Promise<void> {
    const { name } = await this.agents.get(agentId);
    await this.unitOfWork.run(async () => {
      const error = leaseExpired(name, this.presence.leaseMs);
      for (const deployment of await this.records.onAgents({ agentId }))
        await this.records.end(deployment, 'lost', { error });
    });
  }
}
