import { Injectable } from '@nestjs/common';
import { type RouteOverride } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { ChangeFeed } from '../../changes/change-feed.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { Fallbacks } from '../following/fallbacks.js';
import { inWords, OverrideRecords } from './override-records.js';

/** By service. */
export type Overrides = Readonly<Record<string, RouteOverride>>;

/** Writes overrides down, with all that goes along. Every method is called within the caller's unit of work. */
@Injectable()
export class OverrideChanges {
  constructor(
    private readonly records: SandboxRecords,
    private readonly overrides: OverrideRecords,
    private readonly fallbacks: Fallbacks,
    private readonly audit: AuditTrail,
    private readonly feed: ChangeFeed,
  ) {}

  async put(
    sandbox: Sandbox,
    service: string,
    override: RouteOverride,
    targetName: string | null,
  ): Promise<void> {
    await this.overrides.put(sandbox.id, service, override, targetName);
    await this.audit.record({
      action: 'route.overridden',
      subject: `${sandbox.name}/${service}`,
      summary: `decided that the route of ${service} leads ${inWords(override, targetName)}`,
      sandboxId: sandbox.id,
      details: { service, override },
    });
    await this.follow(sandbox.id, service);
  }

  async remove(sandbox: Sandbox, service: string): Promise<void> {
    if (!(await this.overrides.remove(sandbox.id, service))) return;
    await this.audit.record({
      action: 'route.override-removed',
      subject: `${sandbox.name}/${service}`,
      summary: `took away the override of the route of ${service}`,
      sandboxId: sandbox.id,
      details: { service },
    });
    await this.follow(sandbox.id, service);
  }

  /** An explicit URL that does not come along into a copy. */
  leaveBehind({ id, name }: Sandbox, service: string): Promise<void> {
    return this.audit.record({
      action: 'route.left-behind',
      subject: `${name}/${service}`,
      summary: `left the explicit address of ${service} behind: only ops can decide on it`,
      sandboxId: id,
      details: { service },
    });
  }

  /** Exactly these from now on. Their targets need not be there yet, or any more: then they dangle, and say so. */
  async replaceAll(sandbox: Sandbox, overrides: Overrides): Promise<void> {
    const before = new Set((await this.overrides.of([sandbox.id])).map(({ service }) => service));
    for (const service of before) if (!(service in overrides)) await this.remove(sandbox, service);
    for (const [service, override] of Object.entries(overrides))
      await this.put(sandbox, service, override, await this.nameOf(override));
  }

  private async follow(sandboxId: string, service: string): Promise<void> {
    await this.fallbacks.settle(sandboxId, service);
    this.feed.announce('routes', sandboxId);
  }

  private async nameOf(override: RouteOverride): Promise<string | null> {
    if (override.kind !== 'sandbox') return null;
    return (await this.records.sandboxes.findOneBy({ id: override.sandboxId }))?.name ?? null;
  }
}
