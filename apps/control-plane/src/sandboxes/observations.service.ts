import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type ObservedInstance, type ReconcileFrame } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { AgentPresence } from '../agents/agent-presence.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SandboxRecords } from './sandbox-records.js';
import { type ServiceInstance } from './service-instance.entity.js';

type Observation = Pick<ServiceInstance, 'observed' | 'exitCode' | 'runningDeploymentId'>;

/** What agents see of the instances. Written apart from what is wished for. */
@Injectable()
export class ObservationsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ObservationsService.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly presence: AgentPresence,
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

  /** The agent's whole list: what is not in it is missing. Containers of instances of other agents do not count. */
  async take(agentId: string, seen: readonly ObservedInstance[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      for (const instance of await this.records.instances.findBy({ agentId }))
        await this.write(instance, observationOf(instance, seen));
    });
  }

  /** Nobody knows any more. */
  async forget(agentId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      for (const instance of await this.records.instances.findBy({ agentId }))
        await this.write(instance, { ...instance, observed: 'unknown' });
    });
  }

  /** Everything that is wished for on an agent's host. */
  async wishesFor(agentId: string): Promise<ReconcileFrame['instances']> {
    const instances = await this.records.instances.findBy({ agentId });
    return instances.map(({ sandboxId, name, epoch, desired, hostPort }) => ({
      sandboxId,
      service: name,
      epoch,
      desired,
      hostPort,
    }));
  }

  private async write(instance: ServiceInstance, observation: Observation): Promise<void> {
    const { observed, exitCode, runningDeploymentId } = observation;
    const isKnown =
      instance.observed === observed &&
      instance.exitCode === exitCode &&
      instance.runningDeploymentId === runningDeploymentId;
    if (isKnown) return;
    await this.records.instances.update({ id: instance.id }, { observed, exitCode, runningDeploymentId });
    this.records.announce(instance.sandboxId);
  }
}

/** During an exchange two containers run: the one that serves counts until it is gone. */
function observationOf(instance: ServiceInstance, seen: readonly ObservedInstance[]): Observation {
  const containers = seen
    .filter(({ sandboxId, service }) => sandboxId === instance.sandboxId && service === instance.name)
    .sort((a, b) => b.epoch - a.epoch);
  const current =
    containers.find((one) => one.deploymentId === instance.runningDeploymentId && one.state === 'running') ??
    containers[0];
  if (!current) return { observed: 'missing', exitCode: null, runningDeploymentId: null };
  const { state, exitCode = null, deploymentId } = current;
  return { observed: state, exitCode, runningDeploymentId: deploymentId };
}
