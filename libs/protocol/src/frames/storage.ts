/** What piles up on an agent's host: releases of instances, git mirrors, slices of build caches, our base images. */
export const STORAGE_KINDS = ['release', 'mirror', 'cache', 'image'] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

/** Why a thing goes: not used for long, its instance has enough newer ones, or its disk is too full. */
export const STORAGE_REASONS = ['age', 'count', 'share'] as const;
export type StorageReason = (typeof STORAGE_REASONS)[number];

export interface StorageAmount {
  items: number;
  bytes: number;
}

export type StorageAmounts = Record<StorageKind, StorageAmount>;

export interface StorageRules {
  /** So many releases of an instance stay whatever their age. */
  releases: number;
  /** After so many days without use; null: not for its age. Of releases, those beyond `releases`; null: at once. */
  days: Record<StorageKind, number | null>;
  /** Share of a disk that may be in use; null: all of it. */
  diskShare: number | null;
  /** Minutes from one run to the next; null: nothing is removed, the agent only says what would be. */
  everyMinutes: number | null;
}

export interface RemovableThing {
  kind: StorageKind;
  name: string;
  bytes: number;
  /** ISO 8601. */
  usedAt: string;
  reason: StorageReason;
}

/** One run that looked for what may go, and removed it. */
export interface StorageRun {
  at: string;
  removed: StorageAmounts;
  /** What could not be looked at or removed, and why; null: nothing. */
  problem: string | null;
}

/** `agent:storage`: after each look at what the host has stored; answered with `null`. */
export interface StorageReport {
  at: string;
  rules: StorageRules;
  /** False for a while after the start and after the clock was set: nothing goes for its age meanwhile. */
  isClockTrusted: boolean;
  /** Everything, in use or not. */
  stored: StorageAmounts;
  /** What goes with the next run, unless it is used before. */
  removable: StorageAmounts;
  /** The first of that, what was not used for longest first; at most `MAX_REMOVABLE_LISTED`. */
  next: RemovableThing[];
  lastRun: StorageRun | null;
  /** When the next run is due; null: none is. */
  nextAt: string | null;
  /** What was removed since the last report that was answered: for counting. */
  removedSince: StorageAmounts;
}

export const MAX_REMOVABLE_LISTED = 200;

export function noStorage(): StorageAmounts {
  const none = () => ({ items: 0, bytes: 0 });
  return { release: none(), mirror: none(), cache: none(), image: none() };
}
