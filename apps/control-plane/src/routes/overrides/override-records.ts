import { Injectable } from '@nestjs/common';
import { type RouteOverride } from '@sdp/protocol';
import { In } from 'typeorm';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { RouteOverrideRow } from './route-override.entity.js';

/** The rows of route overrides. Changes are made within the caller's unit of work. */
@Injectable()
export class OverrideRecords {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  of(sandboxIds: readonly string[]): Promise<RouteOverrideRow[]> {
    return this.table.find({ where: { sandboxId: In([...sandboxIds]) }, order: { service: 'ASC' } });
  }

  /** Those of other sandboxes that lead to this one; to all of its services when none is named. */
  to(targetSandboxId: string, service?: string): Promise<RouteOverrideRow[]> {
    return this.table.findBy({ targetSandboxId, ...(service ? { service } : {}) });
  }

  async put(
    sandboxId: string,
    service: string,
    override: RouteOverride,
    targetSandboxName: string | null,
  ): Promise<void> {
    await this.table.save({
      sandboxId,
      service,
      kind: override.kind,
      targetSandboxId: override.kind === 'sandbox' ? override.sandboxId : null,
      targetSandboxName,
      url: override.kind === 'url' ? override.url : null,
    });
  }

  /** So that it can still be named when it is gone. */
  async rename(targetSandboxId: string, targetSandboxName: string): Promise<void> {
    await this.table.update({ targetSandboxId }, { targetSandboxName });
  }

  /** Says whether there was one. */
  async remove(sandboxId: string, service: string): Promise<boolean> {
    return (await this.table.delete({ sandboxId, service })).affected === 1;
  }

  async removeAll(sandboxId: string): Promise<void> {
    await this.table.delete({ sandboxId });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(RouteOverrideRow);
  }
}

export function overrideOf({ kind, targetSandboxId, url }: RouteOverrideRow): RouteOverride {
  if (kind === 'sandbox') return { kind, sandboxId: targetSandboxId ?? '' };
  if (kind === 'url') return { kind, url: url ?? '' };
  return { kind };
}

/** For people: `to sandbox pay`. */
export function inWords(override: RouteOverride, sandboxName: string | null): string {
  switch (override.kind) {
    case 'instance':
      return "to the sandbox's own instance";
    case 'sandbox':
      return `to sandbox ${sandboxName ?? override.sandboxId}`;
    case 'url':
      return `to ${override.url}`;
    case 'baseline':
      return 'to the baseline';
  }
}
