import { type RetentionReason } from '@sdp/protocol';
import { type RetentionConfig } from '../config/config.js';
import { type EndedDeployment } from '../deployments/ended-deployments.js';

const DAY_MS = 24 * 3_600_000;

export interface Removable extends EndedDeployment {
  reason: RetentionReason;
  bytes: number;
}

export interface Situation {
  /** When it is; null while nobody knows for sure. */
  now: Date | null;
  /** Of every log, by deployment. */
  sizes: ReadonlyMap<string, number>;
  diskBytes: number;
}

/** Which of the candidates go, and why; they come oldest first. */
export function removable(
  candidates: readonly EndedDeployment[],
  rules: RetentionConfig,
  { now, sizes, diskBytes }: Situation,
): Removable[] {
  const reasonOf = (one: EndedDeployment): RetentionReason | null => {
    if (now && rules.days > 0 && one.endedAt.getTime() < now.getTime() - rules.days * DAY_MS) return 'age';
    return rules.perService > 0 && one.place > rules.perService ? 'count' : null;
  };
  const all = candidates.map((one) => ({ ...one, reason: reasonOf(one), bytes: sizes.get(one.id) ?? 0 }));
  let excess = excessBytes(rules, sizes, diskBytes);
  for (const { reason, bytes } of all) if (reason) excess -= bytes;
  return all.flatMap((one): Removable[] => {
    if (one.reason) return [{ ...one, reason: one.reason }];
    // One without a log would go for nothing.
    if (excess <= 0 || one.bytes === 0) return [];
    excess -= one.bytes;
    return [{ ...one, reason: 'share' }];
  });
}

function excessBytes({ logShare }: RetentionConfig, sizes: Situation['sizes'], diskBytes: number): number {
  return logShare > 0 ? totalOf(sizes) - logShare * diskBytes : 0;
}

export function totalOf(sizes: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const bytes of sizes.values()) total += bytes;
  return total;
}

export function countsOf(removable: readonly Removable[]): Record<RetentionReason, number> {
  const counts = { age: 0, count: 0, share: 0 };
  for (const { reason } of removable) counts[reason] += 1;
  return counts;
}

export function totalBytesOf(removable: readonly Removable[]): number {
  return removable.reduce((total, { bytes }) => total + bytes, 0);
}
