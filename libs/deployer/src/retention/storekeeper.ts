import { stat, statfs } from 'node:fs/promises';
import { noStorage, type StorageAmounts, type StorageKind } from '@sdp/protocol';
import {
  type Disk,
  planRemovals,
  type Removal,
  type RetentionRules,
  type Situation,
} from './retention-rules.js';
import { type Store, type StoredItem } from './stored-item.js';

export interface Survey {
  items: StoredItem[];
  /** Why kinds could not be looked at; nothing of them is removed then. */
  problems: string[];
}

export interface Removed {
  removal: Removal;
  bytes: number;
}

export interface StorekeeperOptions {
  rules: RetentionRules;
  /** Folders on the disks that may become too full. */
  folders: readonly string[];
  stores: readonly Store[];
  /** Finishes what a run that was killed had begun. */
  emptyTrash: () => Promise<void>;
}

/** Keeps a host from filling up: looks at what there is, plans what may go, and removes it one by one. */
export class Storekeeper {
  constructor(private readonly options: StorekeeperOptions) {}

  get rules(): RetentionRules {
    return this.options.rules;
  }

  async survey(): Promise<Survey> {
    const survey: Survey = { items: [], problems: [] };
    for (const store of this.options.stores) {
      try {
        survey.items.push(...(await store.survey()));
      } catch (error) {
        survey.problems.push(`${PLURALS[store.kind]}: ${(error as Error).message}`);
      }
    }
    return survey;
  }

  /** What of it goes at a time. Removes nothing. */
  async plan({ items }: Pick<Survey, 'items'>, when: Omit<Situation, 'disks'>): Promise<Removal[]> {
    return planRemovals(items, this.options.rules, { ...when, disks: await this.disks() });
  }

  /**
   * Removes one after the other, until the signal aborts. One that fails does not stop the others. May be killed at any
   * moment: what has begun to go is finished by the next run.
   */
  async remove(
    removals: readonly Removal[],
    onRemoved: (removed: Removed) => void,
    signal: AbortSignal,
  ): Promise<string[]> {
    const problems: string[] = [];
    for (const removal of removals) {
      if (signal.aborted) break;
      try {
        const bytes = await this.removeOne(removal);
        if (bytes !== null) onRemoved({ removal, bytes });
      } catch (error) {
        problems.push(`${removal.name}: ${(error as Error).message}`);
      }
    }
    return problems;
  }

  emptyTrash(): Promise<void> {
    return this.options.emptyTrash();
  }

  /** Whether a disk has more in use than it may. */
  async isTooFull(): Promise<boolean> {
    const disks = await this.disks();
    return disks.some((disk) => this.exceeds(disk));
  }

  private async removeOne(removal: Removal): Promise<number | null> {
    const { kind, reason, device } = removal;
    if (
      reason === 'share' &&
      !(await this.disks()).some((disk) => disk.device === device && this.exceeds(disk))
    )
      return null;
    const store = this.options.stores.find((one) => one.kind === kind);
    return store ? store.remove(removal) : null;
  }

  private exceeds({ freeBytes, totalBytes }: Disk): boolean {
    const { diskShare } = this.options.rules;
    return diskShare > 0 && totalBytes - freeBytes > diskShare * totalBytes;
  }

  /** One for each file system. */
  private async disks(): Promise<Disk[]> {
    const found = await Promise.all(
      this.options.folders.map(async (folder) => {
        const [{ dev: device }, { bavail, blocks, bsize }] = await Promise.all([
          stat(folder),
          statfs(folder),
        ]);
        return { device, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
      }),
    );
    return [...new Map(found.map((disk) => [disk.device, disk])).values()];
  }
}

const PLURALS: Readonly<Record<StorageKind, string>> = {
  release: 'releases',
  mirror: 'mirrors',
  cache: 'build caches',
  image: 'base images',
};

/** How much there is of each kind. */
export function amountsOf(things: readonly { kind: StorageKind; bytes: number }[]): StorageAmounts {
  const amounts = noStorage();
  for (const { kind, bytes } of things) {
    amounts[kind].items += 1;
    amounts[kind].bytes += bytes;
  }
  return amounts;
}
