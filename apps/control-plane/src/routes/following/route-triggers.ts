import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { Subscription } from 'rxjs';
import { AgentPresence } from '../../agents/agent-presence.js';
import { actingAlone } from '../../audit/acting.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { GatewayReports } from '../standing/gateway-reports.js';
import { FallbackKeeper } from './fallback-keeper.js';

/** After what a gateway's routes are looked at again. */
@Injectable()
export class RouteTriggers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RouteTriggers.name);
  private readonly subscriptions = new Subscription();

  constructor(
    private readonly records: SandboxRecords,
    private readonly presence: AgentPresence,
    private readonly reports: GatewayReports,
    private readonly keeper: FallbackKeeper,
  ) {}

  onApplicationBootstrap(): void {
    this.subscriptions.add(this.reports.changed.subscribe((sandboxId) => this.check([sandboxId])));
    this.subscriptions.add(this.presence.ready.subscribe((agentId) => void this.checkGatewaysOf(agentId)));
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }

  private async checkGatewaysOf(agentId: string): Promise<void> {
    const gateways = await this.records.instances.findBy({ agentId, name: GATEWAY_SERVICE });
    this.check(gateways.map(({ sandboxId }) => sandboxId));
  }

  private check(sandboxIds: readonly string[]): void {
    for (const sandboxId of sandboxIds)
      actingAlone(() => this.keeper.check(sandboxId)).catch((error: unknown) =>
        this.logger.error({ err: error }, 'A route that fell back was not pushed'),
      );
  }
}
