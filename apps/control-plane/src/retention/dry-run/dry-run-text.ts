import { MAX_REMOVABLE_LISTED, STORAGE_KINDS, type StorageKind, type StorageReport } from '@sdp/protocol';
import { type Agent } from '../../agents/agent.entity.js';
import { type Plan } from '../retention-plan.js';
import { totalBytesOf, totalOf } from '../retention-rules.js';

const REASONS = { age: 'too old', count: 'enough newer ones', share: 'the disk is too full' };
const KINDS: Readonly<Record<StorageKind, string>> = {
  release: 'releases',
  mirror: 'mirrors',
  cache: 'build caches',
  image: 'base images',
};

/** What would go on the control plane, line by line. */
export function ownLines({ removable, sizes }: Plan): string[] {
  return [
    `control plane: ${removable.length} deployments with their logs would go, ${size(totalBytesOf(removable))} of ${size(totalOf(sizes))}`,
    ...removable.map(
      ({ id, endedAt, bytes, reason }) =>
        `  deployment ${id}  ended ${endedAt.toISOString()}  ${size(bytes)}  ${REASONS[reason]}`,
    ),
  ];
}

/** What goes with the next run of an agent, as it reported last. */
export function agentLines({ name, storage }: Pick<Agent, 'name' | 'storage'>): string[] {
  if (!storage) return [`agent ${name}: has not reported yet what its host has stored`];
  const { next, removable, at, nextAt } = storage;
  const count = STORAGE_KINDS.reduce((sum, kind) => sum + removable[kind].items, 0);
  const when =
    nextAt === null ? 'would go if it removed anything (SDP_RETENTION_MINUTES is 0)' : `go at ${nextAt}`;
  const hidden = count - next.length;
  return [
    `agent ${name}, as of ${at}: ${count} things ${when}`,
    ...STORAGE_KINDS.map((kind) => `  ${KINDS[kind]}: ${amountsText(storage, kind)}`),
    ...next.map(
      ({ name: thing, usedAt, bytes, reason }) =>
        `  ${thing}  used ${usedAt}  ${size(bytes)}  ${REASONS[reason]}`,
    ),
    ...(hidden > 0 ? [`  and ${hidden} more: agents list the first ${MAX_REMOVABLE_LISTED}`] : []),
  ];
}

function amountsText({ stored, removable }: StorageReport, kind: StorageKind): string {
  return `${size(removable[kind].bytes)} of ${size(stored[kind].bytes)}`;
}

function size(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
