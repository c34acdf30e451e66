import { type StorageKind, type StorageReason } from '@sdp/protocol';
import { type StoredItem } from './stored-item.js';

/** What of the past stays on a host. */
export interface RetentionRules {
  /** So many releases of an instance stay however old they are: one can go back to them. */
  releases: number;
  /** So many days after its last use a thing goes; 0: not for its age. Of releases, those beyond `releases`: 0, at once. */
  days: Readonly<Record<StorageKind, number>>;
  /** Share of a disk that may be in use before what was not used for longest goes; 0: all of it. */
  diskShare: number;
}

export const DEFAULT_RETENTION: RetentionRules = {
  releases: 3,
  days: { release: 0, mirror: 60, cache: 14, image: 60 },
  diskShare: 0.85,
};

export interface Disk {
  device: number;
  freeBytes: number;
  totalBytes: number;
}

export interface Situation {
  /** The wall clock, in milliseconds. */
  now: number;
  /** Whether the wall clock may be acted upon. */
  isClockTrusted: boolean;
  disks: readonly Disk[];
}

export interface Removal extends StoredItem {
  reason: StorageReason;
}

const DAY_MS = 24 * 3_600_000;
/** However full the disk is, what was used this recently stays: it may be in use again before it is gone. */
export const JUST_USED_MS = 3_600_000;

/** With the use that we go by, which may be another than the one that was found. */
interface Candidate {
  item: StoredItem;
  usedAt: number;
}

/** What goes, and why; what was not used for longest comes first. */
export function planRemovals(
  items: readonly StoredItem[],
  rules: RetentionRules,
  situation: Situation,
): Removal[] {
  const candidates = items
    .filter(({ isKept }) => !isKept)
    .map((item) => ({ item, usedAt: believed(item.usedAt, situation) }))
    .sort((one, other) => one.usedAt - other.usedAt || compare(one.item.id, other.item.id));
  const reasons = new Map<StoredItem, StorageReason>();
  for (const candidate of candidates) {
    const reason = reasonOf(candidate, rules, situation);
    if (reason) reasons.set(candidate.item, reason);
  }
  for (const disk of situation.disks) makeRoom(disk, candidates, rules, situation.now, reasons);
  return candidates.flatMap(({ item }) => {
    const reason = reasons.get(item);
    return reason ? [{ ...item, reason }] : [];
  });
}

function reasonOf(
  { item: { kind }, usedAt }: Candidate,
  rules: RetentionRules,
  { now, isClockTrusted }: Situation,
): StorageReason | null {
  const days = rules.days[kind];
  if (kind === 'release' && days === 0) return 'count';
  return isClockTrusted && days > 0 && usedAt < now - days * DAY_MS ? 'age' : null;
}

/** Adds what else must go for a disk to come below its share. */
function makeRoom(
  { device, freeBytes, totalBytes }: Disk,
  candidates: readonly Candidate[],
  { diskShare }: RetentionRules,
  now: number,
  reasons: Map<StoredItem, StorageReason>,
): void {
  if (diskShare === 0) return;
  const here = candidates.filter(({ item }) => item.device === device);
  let excess = totalBytes - freeBytes - diskShare * totalBytes;
  for (const { item } of here) if (reasons.has(item)) excess -= item.bytes;
  for (const { item, usedAt } of here) {
    if (excess <= 0) return;
    if (reasons.has(item) || item.bytes === 0 || usedAt > now - JUST_USED_MS) continue;
    reasons.set(item, 'share');
    excess -= item.bytes;
  }
}

/**
 * A use in the future is a clock that was wrong, or a build that wrote what it liked: as long as our own clock is
 * trusted it counts as none at all, lest such things stay for ever; else as one of now.
 */
function believed(usedAt: number, { now, isClockTrusted }: Situation): number {
  if (usedAt <= now + DAY_MS) return Math.min(usedAt, now);
  return isClockTrusted ? 0 : now;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
