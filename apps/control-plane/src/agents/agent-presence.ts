import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Subject } from 'rxjs';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { AgentLink } from './agent-link.js';

/**
 * Who was heard of when, on the monotonic clock. An agent silent for longer than its lease has lost what it was
 * working on: `expired` says so once, until it is heard of again. After a boot every agent starts with a full lease.
 */
@Injectable()
export class AgentPresence implements OnApplicationShutdown {
  private readonly lastHeard = new Map<string, number>();
  private readonly expiredIds = new Set<string>();
  private readonly readyIds = new Set<string>();
  private readonly timer: NodeJS.Timeout;
  readonly leaseMs: number;

  /** The agent's lease ran out. */
  readonly expired = new Subject<string>();
  /** The agent connected and has been told the whole truth: it may be given work. */
  readonly ready = new Subject<string>();
  /** The agent's connection is gone; its lease still runs. */
  readonly left = new Subject<string>();

  constructor(
    private readonly clock: Clock,
    config: Config,
    private readonly link: AgentLink,
  ) {
    this.leaseMs = config.leaseMs;
    this.timer = setInterval(() => this.expireSilent(), Math.min(1_000, config.leaseMs / 4));
  }

  isConnected(agentId: string): boolean {
    return this.link.isConnected(agentId);
  }

  /** Connected, or away for so short a time that it is expected back. */
  hasLease(agentId: string): boolean {
    return this.lastHeard.has(agentId) && !this.expiredIds.has(agentId);
  }

  connectedIds(): string[] {
    return this.link.connectedIds();
  }

  /** Connected, and told the whole truth since. */
  isReady(agentId: string): boolean {
    return this.readyIds.has(agentId);
  }

  /** On a new connection it is told everything anew, though the one before may not have been seen to end. */
  markArrived(agentId: string): void {
    this.readyIds.delete(agentId);
  }

  markReady(agentId: string): void {
    if (!this.link.isConnected(agentId)) return;
    this.readyIds.add(agentId);
    this.ready.next(agentId);
  }

  markLeft(agentId: string): void {
    this.readyIds.delete(agentId);
    this.left.next(agentId);
  }

  heardOf(agentId: string): void {
    this.lastHeard.set(agentId, this.clock.elapsed());
    this.expiredIds.delete(agentId);
  }

  expireSilent(): void {
    const horizon = this.clock.elapsed() - this.leaseMs;
    for (const [agentId, heardAt] of this.lastHeard) {
      if (heardAt > horizon || this.expiredIds.has(agentId)) continue;
      this.expiredIds.add(agentId);
      this.link.disconnect(agentId);
      this.expired.next(agentId);
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
