import { Injectable, Logger } from '@nestjs/common';
import { inLogContext } from '@sdp/logging';
import { AgentLink } from '../../agents/agent-link.js';
import { CredentialVault } from '../../auth/credential-vault.js';
import { DomainError } from '../../errors/domain-error.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment } from '../deployment.entity.js';
import { canceledByUser, superseded } from '../deployments.errors.js';
import { RunFrames } from './run-frames.js';
import { StaleRuns } from './stale-runs.js';

/** How far the frames about one deployment got, on its agent's current connection. */
interface Delivery {
  run: 'unsent' | 'sending' | 'acknowledged';
  isCancelSent: boolean;
  /** It was refused as old, and was given a newer epoch. */
  isRenewed?: boolean;
}

/** Gets the frames about deployments to an agent, again and again until it has acknowledged each. */
@Injectable()
export class DeploymentDelivery {
  private readonly logger = new Logger(DeploymentDelivery.name);
  private readonly deliveries = new Map<string, Map<string, Delivery>>();

  constructor(
    private readonly records: DeploymentRecords,
    private readonly link: AgentLink,
    private readonly vault: CredentialVault,
    private readonly frames: RunFrames,
    private readonly stale: StaleRuns,
  ) {}

  /** After a reconnect, what was sent before counts for nothing; what the agent says it has, counts. */
  startOver(agentId: string, knownIds: ReadonlySet<string>): void {
    const known = [...knownIds].map((id): [string, Delivery] => [
      id,
      { run: 'acknowledged', isCancelSent: false },
    ]);
    this.deliveries.set(agentId, new Map(known));
  }

  async deliverTo(agentId: string): Promise<void> {
    const deployments = await this.records.onAgents({ agentId });
    const before = this.deliveries.get(agentId);
    const now = new Map<string, Delivery>();
    this.deliveries.set(agentId, now);
    for (const deployment of deployments) {
      const delivery = before?.get(deployment.id) ?? { run: 'unsent', isCancelSent: false };
      now.set(deployment.id, delivery);
      await this.deliver(deployment, delivery);
    }
  }

  private async deliver(deployment: Deployment, delivery: Delivery): Promise<void> {
    const isUnsent = deployment.state === 'dispatched' && delivery.run === 'unsent';
    if (isUnsent && deployment.cancelReason !== null) return this.endUnsent(deployment);
    if (isUnsent && (!deployment.needsCredentials || this.vault.credentialsFor(deployment.id)))
      this.inBackground(deployment, () => this.sendRun(deployment, delivery));
    if (deployment.cancelReason !== null && !delivery.isCancelSent)
      this.inBackground(deployment, () => this.sendCancel(deployment, delivery));
  }

  /** The agent never heard of it, so there is nothing to stop. */
  private async endUnsent(deployment: Deployment): Promise<void> {
    const isSuperseded = deployment.cancelReason === 'superseded';
    const error = isSuperseded ? superseded() : canceledByUser();
    await this.records.end(deployment, isSuperseded ? 'superseded' : 'canceled', { error });
  }

  private async sendRun(deployment: Deployment, delivery: Delivery): Promise<void> {
    delivery.run = 'sending';
    try {
      await this.link.request(deployment.agentId, 'deployment:run', await this.frames.frameFor(deployment));
      delivery.run = 'acknowledged';
    } catch (error) {
      await this.onRunFailure(deployment, delivery, error);
    }
  }

  private async onRunFailure({ id }: Deployment, delivery: Delivery, error: unknown): Promise<void> {
    const code = error instanceof DomainError ? error.code : 'internal';
    // The hello that follows a lost connection says whether the frame arrived.
    if (code === 'agent-unreachable') return;

    const deployment = await this.records.get(id);
    if (deployment.state !== 'dispatched') return;
    if (code === 'agent-timeout' && this.isCurrent(deployment, delivery))
      return this.sendRun(deployment, delivery);
    const renewed = await this.renewed(deployment, delivery, error);
    if (renewed !== null) return this.sendRun(renewed, delivery);
    if (code === 'internal') this.logger.error({ err: error }, 'The deployment could not be sent');
    await this.records.end(deployment, 'failed', {
      error: error instanceof DomainError ? error : unsendable(),
    });
  }

  /** Once: an agent that refuses the new epoch as well is not asked for ever. */
  private async renewed(
    deployment: Deployment,
    delivery: Delivery,
    refusal: unknown,
  ): Promise<Deployment | null> {
    if (delivery.isRenewed || !this.isCurrent(deployment, delivery)) return null;
    delivery.isRenewed = true;
    return this.stale.renew(deployment, refusal);
  }

  private async sendCancel({ id, epoch, agentId }: Deployment, delivery: Delivery): Promise<void> {
    delivery.isCancelSent = true;
    try {
      await this.link.request(agentId, 'deployment:cancel', { deploymentId: id, epoch });
    } catch (error) {
      // After a lost connection, the reconciliation tells the agent; otherwise the next round tries again.
      delivery.isCancelSent = false;
      this.logger.warn({ err: error }, 'The agent did not take the cancellation');
    }
  }

  /** Rounds do not wait for an agent's answer. */
  private inBackground({ id, sandboxId, service }: Deployment, work: () => Promise<void>): void {
    inLogContext({ deploymentId: id, sandboxId, service }, () =>
      work().catch((error: unknown) => this.logger.error({ err: error }, 'A delivery failed')),
    );
  }

  private isCurrent({ id, agentId }: Deployment, delivery: Delivery): boolean {
    return this.deliveries.get(agentId)?.get(id) === delivery;
  }
}

function unsendable(): DomainError {
  const message =
    'The deployment could not be sent to its agent. Look into the log of the control plane, then retry.';
  return new DomainError('platform-failure', message, { blame: 'platform', retryable: true });
}
