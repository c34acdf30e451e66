import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type ObservedInstance, type ReconcileFrame } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { In } from 'typeorm';
import { AgentPresence } from '../../agents/agent-presence.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { SandboxRecords } from '../sandbox-records.js';
import {
  byInstance,
  isSameObservation,
  type Observation,
  observationIn,
  observationOf,
  OBSERVED_COLUMNS,
  type ObservedRow,
} from './observation.js';
import { InstanceEpochs } from './instance-epochs.js';
import { wishOf, wishToLeave } from './wish.js';

/** What agents see of the instances. Written apart from what is wished for. */
@Injectable()
export class ObservationsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ObservationsService.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly presence: AgentPresence,
    private readonly deployments: DeploymentsService,
    private readonly epochs: InstanceEpochs,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.presence.expired.subscribe((agentId) =>
      this.forget(agentId).catch((error: unknown) =>
        this.logger.error({ err: error }, 'A lost agent was not noted'),
      ),
    );
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  /** From an agent that introduces itself, before anything else is wished for of it. */
  async takeFirst(agentId: string, seen: readonly ObservedInstance[]): Promise<void> {
    await this.epochs.learn(agentId, seen);
    await this.take(agentId, seen);
  }

  /** The agent's whole list: what is not in it is missing. Containers of instances of other agents do not count. */
  async take(agentId: string, seen: readonly ObservedInstance[]): Promise<void> {
    const seenOf = byInstance(seen);
    await this.unitOfWork.run(async () => {
      for (const instance of await this.known(agentId))
        await this.write(instance, observationOf(instance, seenOf(instance)));
    });
  }

  /** Nobody knows any more. */
  async forget(agentId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      for (const instance of await this.known(agentId))
        await this.write(instance, { ...observationIn(instance), observed: 'unknown' });
    });
  }

  /**
   * Everything that is wished for on an agent's host. What is being deployed there is not to be stopped meanwhile; what
   * is to go is left as it is, since gateways may have to let go of it first: its removal is a command of its own.
   */
  async wishesFor(agentId: string): Promise<ReconcileFrame['instances']> {
    const instances = await this.records.instances.findBy({ agentId });
    const sandboxIds = [...new Set(instances.map(({ sandboxId }) => sandboxId))];
    const stopped = await this.records.sandboxes.findBy({ id: In(sandboxIds), isStopped: true });
    const isStopped = new Set(stopped.map(({ id }) => id));
    const busy = await this.deployments.busyOn(agentId);
    return instances.map((instance) => {
      const { sandboxId, name: service, epoch, hostPort } = instance;
      const wish = wishOf(instance, { isStopped: isStopped.has(sandboxId) });
      const isBusy = wish === 'stopped' && busy.has(`${sandboxId}/${service}`);
      const desired = wish === 'removed' ? wishToLeave(instance) : isBusy ? 'running' : wish;
      return { sandboxId, service, epoch, desired, hostPort };
    });
  }

  /** Agents tell of a thousand instances at once, and mostly that nothing has changed. */
  private known(agentId: string): Promise<ObservedRow[]> {
    return this.records.instances.find({ where: { agentId }, select: OBSERVED_COLUMNS });
  }

  private async write(instance: ObservedRow, observation: Observation): Promise<void> {
    if (isSameObservation(instance, observation)) return;
    await this.records.instances.update({ id: instance.id }, observation);
    this.records.announce(instance.sandboxId);
  }
}
