import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { AgentPresence } from '../../agents/agent-presence.js';
import { Clock } from '../../clock/clock.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { RemovalGate } from '../../sandboxes/removal/removal-gate.js';
import { FallingBack } from './falling-back.js';
import { LostRoutes } from './lost-routes.js';

/** Longest that a removal waits until gateways have let go of an instance. */
const PATIENCE_MS = 60_000;

/**
 * Before an instance goes, every gateway that leads to it is given something else. One whose agent is away for longer
 * than its lease is not waited for; before that its gateways serve, and after a boot every agent is away at first.
 */
@Injectable()
export class FallbackGate extends RemovalGate {
  private readonly askedAt = new Map<string, number>();

  constructor(
    private readonly lostRoutes: LostRoutes,
    private readonly fallingBack: FallingBack,
    private readonly presence: AgentPresence,
    private readonly clock: Clock,
  ) {
    super();
  }

  async mayGo(instance: ServiceInstance): Promise<boolean> {
    if (instance.name === GATEWAY_SERVICE) return true;
    const isLast = this.hasWaitedEnough(instance.id);
    const mayGo = !(await this.isWaiting(instance)) || isLast;
    if (mayGo) this.askedAt.delete(instance.id);
    return mayGo;
  }

  private async isWaiting(instance: ServiceInstance): Promise<boolean> {
    let isWaiting = false;
    for (const route of await this.lostRoutes.with(instance)) {
      const agentId = await this.fallingBack.begin(route);
      if (agentId !== null && this.presence.hasLease(agentId)) isWaiting = true;
    }
    return isWaiting;
  }

  private hasWaitedEnough(instanceId: string): boolean {
    const since = this.askedAt.get(instanceId) ?? this.clock.elapsed();
    this.askedAt.set(instanceId, since);
    return this.clock.elapsed() - since >= PATIENCE_MS;
  }
}
