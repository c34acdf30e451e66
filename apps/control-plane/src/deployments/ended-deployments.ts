import { Injectable } from '@nestjs/common';
import { type DeploymentKind, type DeploymentState } from '@sdp/protocol';
import { DeploymentRecords } from './deployment-records.js';
import { isTerminal } from './deployment-states.js';

/** A deployment that is over, with what retention goes by. */
export interface EndedDeployment {
  id: string;
  /** Not before an earlier one was requested, though the wall clock may have said so. */
  endedAt: Date;
  /** 1 is the newest of its service. */
  place: number;
}

interface Row {
  id: string;
  number: number;
  sandboxId: string;
  service: string;
  kind: DeploymentKind;
  state: DeploymentState;
  releaseOf: string | null;
  createdAt: string;
  finishedAt: string | null;
}

const COLUMNS = [
  'id',
  'number',
  'sandboxId',
  'service',
  'kind',
  'state',
  'releaseOf',
  'createdAt',
  'finishedAt',
] as const satisfies (keyof Row)[];
/** Read at once: a few milliseconds, then others have their turn. */
const PAGE = 1_000;

/**
 * The deployments that may go as far as their own history says: neither the newest of its service, nor its last
 * success of a kind, nor the release that one of these started again. What is requested later changes nothing about
 * that, so the list may be worked off while others deploy.
 */
@Injectable()
export class EndedDeployments {
  constructor(private readonly records: DeploymentRecords) {}

  /** Oldest first, by the order of requests. */
  async all(): Promise<EndedDeployment[]> {
    const places = new Map<string, number>();
    const successes = new Set<string>();
    const kept = new Set<string>();
    const rows: (Row & { place: number })[] = [];
    for await (const row of this.newestFirst()) {
      const service = `${row.sandboxId}/${row.service}`;
      const place = (places.get(service) ?? 0) + 1;
      places.set(service, place);
      if (place === 1 || isFirstSuccess(row, service, successes)) keep(row, kept);
      rows.push({ ...row, place });
    }
    return withEnds(rows.reverse()).filter(({ id, state }) => isTerminal(state) && !kept.has(id));
  }

  private async *newestFirst(): AsyncGenerator<Row> {
    for (let before = Number.MAX_SAFE_INTEGER; ;) {
      const page = await this.records.table
        .createQueryBuilder('deployment')
        .select([])
        .addSelect(COLUMNS.map((column) => `deployment.${column} AS ${column}`))
        .where('deployment.number < :before', { before })
        .orderBy('deployment.number', 'DESC')
        .limit(PAGE)
        .getRawMany<Row>();
      yield* page;
      if (page.length < PAGE) return;
      before = page.at(-1)!.number;
      await new Promise(setImmediate);
    }
  }
}

function isFirstSuccess({ kind, state }: Row, service: string, seen: Set<string>): boolean {
  const key = `${service} ${kind}`;
  if (state !== 'succeeded' || seen.has(key)) return false;
  seen.add(key);
  return true;
}

function keep({ id, releaseOf }: Row, kept: Set<string>): void {
  kept.add(id);
  if (releaseOf !== null) kept.add(releaseOf);
}

/** Times as the database writes them compare as texts. */
function withEnds<R extends Row>(oldestFirst: readonly R[]): (R & { endedAt: Date })[] {
  let requested = '';
  return oldestFirst.map((row) => {
    if (row.createdAt > requested) requested = row.createdAt;
    const ended = row.finishedAt ?? row.createdAt;
    const latest = ended > requested ? ended : requested;
    return { ...row, endedAt: new Date(`${latest.replace(' ', 'T')}Z`) };
  });
}
