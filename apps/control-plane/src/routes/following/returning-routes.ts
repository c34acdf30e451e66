import { Injectable } from '@nestjs/common';
import { AutomaticPushes } from './automatic-pushes.js';
import { Fallbacks } from './fallbacks.js';
import { LostRoutes } from './lost-routes.js';

/** Leads gateways to an instance that has come up for the first time. */
@Injectable()
export class ReturningRoutes {
  constructor(
    private readonly lostRoutes: LostRoutes,
    private readonly fallbacks: Fallbacks,
    private readonly pushes: AutomaticPushes,
  ) {}

  /** Its own gateway, unless somebody decided otherwise, and those that lost an earlier instance of it. */
  async bring(sandboxId: string, service: string): Promise<void> {
    const reason = `${service} was deployed`;
    await this.pushes.bring(sandboxId, service, reason, ({ from }) => from === 'instance');
    for (const { id } of await this.lostRoutes.decidedUsersOf(sandboxId, service)) {
      if (!(await this.hasLost(id, service))) continue;
      if (id !== sandboxId) await this.pushes.bring(id, service, reason, ({ from }) => from === 'sandbox');
      await this.fallbacks.settle(id, service);
    }
  }

  private async hasLost(sandboxId: string, service: string): Promise<boolean> {
    return (await this.fallbacks.of([sandboxId])).some((one) => one.service === service);
  }
}
