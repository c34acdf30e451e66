import { amountsOf, type Removal, type RetentionRules, type StoredItem } from '@sdp/deployer';
import { MAX_REMOVABLE_LISTED, type StorageReport, type StorageRules } from '@sdp/protocol';

/** Builds may stamp their files with years that no date has. */
const LATEST = Date.UTC(9999, 11, 31);

export interface Findings {
  items: readonly StoredItem[];
  removals: readonly Removal[];
  at: number;
  isClockTrusted: boolean;
}

/** What the host has stored, and what of it goes next, as the control plane is told. */
export function storageReport(
  { items, removals, at, isClockTrusted }: Findings,
  rest: Pick<StorageReport, 'rules' | 'lastRun' | 'nextAt' | 'removedSince'>,
): StorageReport {
  return {
    at: new Date(at).toISOString(),
    isClockTrusted,
    stored: amountsOf(items),
    removable: amountsOf(removals),
    next: removals.slice(0, MAX_REMOVABLE_LISTED).map(({ kind, name, bytes, usedAt, reason }) => ({
      kind,
      name: name.slice(0, 300),
      bytes,
      usedAt: new Date(Math.min(usedAt, LATEST)).toISOString(),
      reason,
    })),
    ...rest,
  };
}

/** A 0 turns a rule off. */
export function storageRules(
  { releases, days, diskShare }: RetentionRules,
  everyMinutes: number,
): StorageRules {
  const orNull = (value: number) => value || null;
  return {
    releases,
    days: {
      release: orNull(days.release),
      mirror: orNull(days.mirror),
      cache: orNull(days.cache),
      image: orNull(days.image),
    },
    diskShare: orNull(diskShare),
    everyMinutes: orNull(everyMinutes),
  };
}
