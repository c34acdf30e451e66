import { Injectable } from '@nestjs/common';
import { type AgentLoadSample, type Heartbeat } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { Clock } from '../clock/clock.js';
import { AgentLoads } from './agent-loads.js';

const APART_MS = 15_000;
/** An hour of them. */
const MOST = 240;

/** How busy every agent and its host were in the last hour: one heartbeat of each quarter of a minute, in memory only. */
@Injectable()
export class LoadHistory {
  private readonly samples = new Map<string, AgentLoadSample[]>();
  private readonly takenAt = new Map<string, number>();

  /** Every sample that is kept, as it comes in. */
  readonly sampled = new Subject<{ agentId: string; sample: AgentLoadSample }>();

  constructor(
    private readonly loads: AgentLoads,
    private readonly clock: Clock,
  ) {}

  of(agentId: string): AgentLoadSample[] {
    return this.samples.get(agentId) ?? [];
  }

  take(agentId: string, { freeDiskBytes, load }: Heartbeat): void {
    const now = this.clock.elapsed();
    if (now - (this.takenAt.get(agentId) ?? -Infinity) < APART_MS) return;
    this.takenAt.set(agentId, now);
    const sample: AgentLoadSample = {
      at: this.clock.now().toISOString(),
      ...this.loads.of(agentId),
      cpu: load?.cpu ?? null,
      memory: load ? { usedBytes: load.memoryUsedBytes, totalBytes: load.memoryTotalBytes } : null,
      freeDiskBytes,
    };
    this.samples.set(agentId, [...this.of(agentId), sample].slice(-MOST));
    this.sampled.next({ agentId, sample });
  }
}
