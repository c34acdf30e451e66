import { Injectable } from '@nestjs/common';
import { type ObservedInstance } from '@sdp/protocol';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EpochRenewal, type NumberedOrder } from '../../deployments/delivery/epoch-renewal.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { DomainError } from '../../errors/domain-error.js';
import { SandboxRecords } from '../sandbox-records.js';
import { type ServiceInstance } from './service-instance.entity.js';

type Numbered = Pick<ServiceInstance, 'id' | 'sandboxId' | 'name' | 'epoch'>;

const NUMBERED = { id: true, sandboxId: true, name: true, epoch: true } as const;
/** No backup is that far behind: an agent that says so is not believed, and cannot use the numbers up. */
const MOST_BEHIND = 1_000_000;

/**
 * Keeps epochs above what agents remember. They remember more than is known here after an older backup was put in
 * place, and would refuse everything that is ordered until the count had caught up.
 */
@Injectable()
export class InstanceEpochs extends EpochRenewal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
  ) {
    super();
  }

  renew({ sandboxId, service, epoch }: NumberedOrder, refusal: unknown): Promise<number | null> {
    return this.unitOfWork.run(async () => {
      const remembered = highestIn(refusal);
      if (remembered === null) return null;
      const instance = await this.records.instances.findOneBy({ sandboxId, name: service });
      // Every order is written to its instance before it is sent. If that has another one by now, the order was
      // overtaken by it, and is refused with good reason.
      return instance?.epoch === epoch ? this.lift(instance, remembered) : null;
    });
  }

  /** From an agent that introduces itself: an instance of which it remembers more gets an epoch above that. */
  async learn(agentId: string, seen: readonly ObservedInstance[]): Promise<void> {
    const remembered = highestOf(seen);
    await this.unitOfWork.run(async () => {
      const instances = await this.records.instances.find({ where: { agentId }, select: NUMBERED });
      for (const instance of instances) {
        const highest = remembered.get(`${instance.sandboxId}/${instance.name}`) ?? 0;
        if (highest > instance.epoch && !(await this.isDeploying(instance)))
          await this.lift(instance, highest);
      }
    });
  }

  /** What is under way has its epoch already, and gets another one if the agent refuses it. */
  private isDeploying({ sandboxId, name }: Numbered): Promise<boolean> {
    return this.deployments.hasActive(sandboxId, name);
  }

  private async lift({ id, sandboxId }: Numbered, remembered: number): Promise<number | null> {
    const { lastEpoch } = await this.records.get(sandboxId);
    if (remembered - lastEpoch > MOST_BEHIND) return null;
    if (remembered > lastEpoch)
      await this.records.sandboxes.update({ id: sandboxId }, { lastEpoch: remembered });
    const epoch = await this.records.nextEpoch(sandboxId);
    await this.records.instances.update({ id }, { epoch });
    return epoch;
  }
}

/** What the agent says that it remembers; null: it refused for another reason. */
function highestIn(refusal: unknown): number | null {
  if (!(refusal instanceof DomainError) || refusal.code !== 'stale-epoch') return null;
  const highest = refusal.options.details?.['highest'];
  return typeof highest === 'number' && Number.isSafeInteger(highest) ? highest : null;
}

/** By instance. Agents of an earlier version tell of the epoch of the container only. */
function highestOf(seen: readonly ObservedInstance[]): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  for (const { sandboxId, service, epoch, lastEpoch = 0 } of seen) {
    const key = `${sandboxId}/${service}`;
    highest.set(key, Math.max(highest.get(key) ?? 0, epoch, lastEpoch));
  }
  return highest;
}
