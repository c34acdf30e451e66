import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DeployError, type InstanceId } from '@sdp/deployer';
import { readJson, writeDurably } from '../storage/durable-file.js';
import { DataFolders } from '../storage/data-folders.js';
import { Serial } from './serial.js';

export function keyOf({ sandboxId, service }: InstanceId): string {
  return `${sandboxId}/${service}`;
}

/** Only a deployment has an id. */
type Commanded = InstanceId & { readonly deploymentId?: string };

/**
 * The highest epoch that each instance was ever commanded with, on disk: what is older came late, or was repeated
 * after something newer, and is refused. One file per sandbox.
 */
@Injectable()
export class InstanceEpochs {
  private readonly sandboxes = new Map<string, Map<string, number>>();
  private readonly admissions = new Map<string, { mark: number; deploymentId: string | undefined }>();
  private readonly serial = new Serial();
  private admissionCount = 0;

  constructor(private readonly folders: DataFolders) {}

  /** 0 when it was never commanded. */
  async highest(instance: InstanceId): Promise<number> {
    const services = await this.servicesOf(instance.sandboxId);
    return services.get(instance.service) ?? 0;
  }

  /** Takes a command's epoch; the same one again is fine. Throws `stale-epoch`. On disk when this resolves. */
  admit(instance: Commanded, epoch: number): Promise<void> {
    return this.serial.run(async () => {
      const highest = await this.highest(instance);
      if (epoch < highest) throw staleEpoch(instance, epoch, highest);
      if (epoch > highest) await this.save(instance, epoch);
      const { deploymentId } = instance;
      this.admissions.set(keyOf(instance), { mark: ++this.admissionCount, deploymentId });
    });
  }

  /** A mark for `wasAdmittedSince`. */
  get mark(): number {
    return this.admissionCount;
  }

  wasAdmittedSince(instance: InstanceId, mark: number): boolean {
    return (this.admissions.get(keyOf(instance))?.mark ?? 0) > mark;
  }

  /** Whether it was that deployment which was admitted last, since this process began. */
  wasTakenBy(instance: Required<Commanded>): boolean {
    return this.admissions.get(keyOf(instance))?.deploymentId === instance.deploymentId;
  }

  private async save({ sandboxId, service }: InstanceId, epoch: number): Promise<void> {
    const services = new Map(await this.servicesOf(sandboxId)).set(service, epoch);
    await writeDurably(this.pathOf(sandboxId), JSON.stringify(Object.fromEntries(services)));
    this.sandboxes.set(sandboxId, services);
  }

  private async servicesOf(sandboxId: string): Promise<Map<string, number>> {
    const known = this.sandboxes.get(sandboxId);
    if (known !== undefined) return known;
    const content = (await readJson(this.pathOf(sandboxId))) as Record<string, number> | null;
    const services = new Map(Object.entries(content ?? {}));
    this.sandboxes.set(sandboxId, services);
    return services;
  }

  private pathOf(sandboxId: string): string {
    return join(this.folders.epochs, `${sandboxId}.json`);
  }
}

export function staleEpoch({ service }: InstanceId, epoch: number, highest: number): DeployError {
  return new DeployError(
    'stale-epoch',
    `The agent refused a command for "${service}": its number ${epoch} is no newer than ${highest}, which was given already. Nothing was done.`,
    'platform',
    false,
    { epoch, highest },
  );
}
