import { type StorageKind } from '@sdp/protocol';

/** One thing on this host that could be removed as a whole. */
export interface StoredItem {
  kind: StorageKind;
  /** Unique within its kind. */
  id: string;
  /** For people. */
  name: string;
  bytes: number;
  /** When it was used last, in milliseconds of the wall clock. */
  usedAt: number;
  /** In use, or what people may go back to: it stays whatever the rules say. */
  isKept: boolean;
  /** Number of the file system that it is on (stat(2)); null where nobody can tell. */
  device: number | null;
}

/** One kind of what piles up on a host. */
export interface Store {
  readonly kind: StorageKind;
  /** Everything of this kind that is ours. What cannot be looked at is left out. */
  survey(): Promise<StoredItem[]>;
  /**
   * Removes one thing, and answers how many bytes it had. Null: it stays, since it came into use after the survey.
   * Killed in the middle, whatever is left of it is no longer used by anything, and goes with the next run.
   */
  remove(item: StoredItem): Promise<number | null>;
}

/** What the host works on at the moment; asked for again before each removal. */
export interface Activity {
  /** Deployments that are under way. */
  deployments(): ReadonlySet<string>;
  /** Repositories that they come from. */
  repositories(): ReadonlySet<string>;
  /** Does the work while nothing else happens to the instance; false, without having worked, when something does. */
  whileStill(instance: { sandboxId: string; service: string }, work: () => Promise<void>): Promise<boolean>;
}

export const IDLE: Activity = {
  deployments: () => new Set(),
  repositories: () => new Set(),
  whileStill: async (_, work) => {
    await work();
    return true;
  },
};
