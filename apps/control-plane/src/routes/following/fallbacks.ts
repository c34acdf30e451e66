import { Injectable } from '@nestjs/common';
import { type RouteWarning } from '@sdp/protocol';
import { In } from 'typeorm';
import { AuditTrail, PLATFORM } from '../../audit/audit-trail.js';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { RouteFallback } from './route-fallback.entity.js';

export type LostRoute = Pick<RouteFallback, 'sandboxId' | 'service' | 'lostTarget'> & {
  sandboxName: string;
  /** What happened, e.g. `orders was removed`. */
  cause: string;
};

/** Routes that fell back to the baseline by themselves: told until somebody decides about them. */
@Injectable()
export class Fallbacks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly changes: ChangeFeed,
  ) {}

  of(sandboxIds: readonly string[]): Promise<RouteFallback[]> {
    return this.table.find({ where: { sandboxId: In([...sandboxIds]) }, order: { service: 'ASC' } });
  }

  /** Said once, and loudly: what the route does now, e.g. "falls back to the baseline". Call within a unit of work. */
  async note({ sandboxName, cause, ...route }: LostRoute, next: string): Promise<void> {
    const { sandboxId, service, lostTarget } = route;
    if (await this.table.existsBy(route)) return;
    const message = `${cause}, so the route of ${service} ${next}.`;
    await this.table.save({ ...route, message: capitalized(message), at: this.clock.now() });
    await this.audit.record({
      action: 'route.fell-back',
      subject: `${sandboxName}/${service}`,
      summary: `leads the route of ${service} elsewhere: ${cause}, so it ${next}`,
      sandboxId,
      details: { service, lostTarget },
      actor: PLATFORM,
    });
    this.changes.announce('routes', sandboxId);
  }

  /** Somebody has decided: about one route, or about all. Call within a unit of work. */
  async settle(sandboxId: string, service?: string): Promise<void> {
    await this.table.delete({ sandboxId, ...(service ? { service } : {}) });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(RouteFallback);
  }
}

export function warningOf({ service, message }: RouteFallback): RouteWarning {
  return { code: 'fell-back', service, message };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
