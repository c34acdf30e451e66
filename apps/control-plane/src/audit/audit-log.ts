import { Injectable } from '@nestjs/common';
import { type AuditEntry, type Page } from '@sdp/protocol';
import { type SelectQueryBuilder } from 'typeorm';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AuditRow } from './audit-row.entity.js';

export interface AuditFilter {
  actor?: string;
  /** A whole action, or the thing before the dot. */
  action?: string;
  sandboxId?: string;
  q?: string;
  from?: string;
  to?: string;
}

const BATCH = 500;

/** Reads the audit trail. */
@Injectable()
export class AuditLog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest first. */
  async page(filter: AuditFilter, page: number, pageSize: number): Promise<Page<AuditEntry>> {
    const [rows, total] = await this.matching(filter)
      .orderBy('entry.number', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: rows.map(toEntry), page, pageSize, total };
  }

  /** Oldest first, read while it is taken: however long the trail is, only a little of it is in memory. */
  async *all(filter: AuditFilter): AsyncGenerator<AuditEntry> {
    for (let last = 0; ;) {
      const rows = await this.matching(filter)
        .andWhere('entry.number > :last', { last })
        .orderBy('entry.number', 'ASC')
        .take(BATCH)
        .getMany();
      yield* rows.map(toEntry);
      if (rows.length < BATCH) return;
      last = rows.at(-1)!.number;
    }
  }

  private matching({ actor, action, sandboxId, q, from, to }: AuditFilter): SelectQueryBuilder<AuditRow> {
    const query = this.unitOfWork.manager.getRepository(AuditRow).createQueryBuilder('entry').where('1 = 1');
    if (actor !== undefined) query.andWhere('entry.actor = :actor', { actor });
    if (sandboxId !== undefined) query.andWhere('entry.sandboxId = :sandboxId', { sandboxId });
    if (action?.includes('.')) query.andWhere('entry.action = :action', { action });
    else if (action !== undefined) query.andWhere('entry.action LIKE :thing', { thing: `${action}.%` });
    if (from !== undefined) query.andWhere('entry.at >= :from', { from: new Date(from) });
    if (to !== undefined) query.andWhere('entry.at < :to', { to: new Date(to) });
    if (q !== undefined)
      query.andWhere(`(entry.subject LIKE :q ESCAPE '\\' OR entry.summary LIKE :q ESCAPE '\\')`, {
        q: `%${q.replace(/[\\%_]/g, '\\$&')}%`,
      });
    return query;
  }
}

function toEntry({ at, ...row }: AuditRow): AuditEntry {
  return { ...row, at: at.toISOString() };
}
