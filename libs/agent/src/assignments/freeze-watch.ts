import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ControlLink } from '../link/control-link.js';
import { leaseExpired } from './assignment.js';
import { AssignmentsService } from './assignments.service.js';

const TICK_MS = 500;

/**
 * Notices that this process stood still for longer than its lease (SIGSTOP, a paused machine). The control plane has
 * declared its deployments lost by then, so none of them may reach the switch. A cut wire is different: the agent
 * works on, and the reconciliation that follows the reconnect decides.
 */
@Injectable()
export class FreezeWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(FreezeWatch.name);
  private timer?: NodeJS.Timeout;
  private lastTick = Infinity;

  constructor(
    private readonly link: ControlLink,
    private readonly assignments: AssignmentsService,
  ) {}

  onApplicationBootstrap(): void {
    this.lastTick = performance.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    const frozenMs = now - this.lastTick - TICK_MS;
    this.lastTick = now;
    if (frozenMs < this.link.leaseMs) return;
    this.log.warn(`this process stood still for ${Math.round(frozenMs)} ms, longer than its lease`);
    void this.assignments.endAll(leaseExpired());
  }
}
