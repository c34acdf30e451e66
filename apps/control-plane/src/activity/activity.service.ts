import { Injectable } from '@nestjs/common';
import { type AuditEntry, type Page } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { AuditLog } from '../audit/audit-log.js';

/** A sandbox's part of the audit trail, for everybody who may read the sandbox. */
@Injectable()
export class ActivityService {
  constructor(
    private readonly sandboxes: SandboxRecords,
    private readonly log: AuditLog,
  ) {}

  /** From where people work is for ops alone. */
  async of(sandboxId: string, viewer: Viewer, page: number, pageSize: number): Promise<Page<AuditEntry>> {
    await this.sandboxes.get(sandboxId);
    const found = await this.log.page({ sandboxId }, page, pageSize);
    if (viewer.role === 'ops') return found;
    return { ...found, items: found.items.map((entry) => ({ ...entry, from: null })) };
  }
}
