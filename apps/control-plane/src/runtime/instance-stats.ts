import { Injectable } from '@nestjs/common';
import { type StatsReport, type StatsSample } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';

export interface InstanceSample {
  sandboxId: string;
  service: string;
  sample: StatsSample;
}

type Reported = StatsReport['samples'][number];

/** Ten minutes at one sample every five seconds. */
const MAX_SAMPLES = 120;

/** What instances use of CPU and memory: the last samples of each, in memory only. */
@Injectable()
export class InstanceStats {
  private readonly byAgent = new Map<string, Map<string, StatsSample[]>>();

  /** Every sample as it comes in. */
  readonly sampled = new Subject<InstanceSample>();

  constructor(private readonly records: SandboxRecords) {}

  /** Samples of instances that are not on that agent do not count. What is gone from it is forgotten. */
  async take(agentId: string, samples: readonly Reported[]): Promise<void> {
    const instances = await this.records.placedOn(agentId);
    const placed = new Set(instances.map(({ sandboxId, name }) => keyOf(sandboxId, name)));
    const before = this.byAgent.get(agentId) ?? new Map<string, StatsSample[]>();
    const kept = new Map([...before].filter(([key]) => placed.has(key)));
    this.byAgent.set(agentId, kept);
    for (const one of samples) if (placed.has(keyOf(one.sandboxId, one.service))) this.add(kept, one);
  }

  /** The last samples of an instance, oldest first. @throws DomainError `not-found` */
  async of(sandboxId: string, service: string): Promise<StatsSample[]> {
    const { agentId } = await this.records.instance(sandboxId, service);
    return this.byAgent.get(agentId)?.get(keyOf(sandboxId, service)) ?? [];
  }

  private add(series: Map<string, StatsSample[]>, { sandboxId, service, ...sample }: Reported): void {
    const key = keyOf(sandboxId, service);
    const earlier = series.get(key) ?? [];
    series.set(key, [...earlier, sample].slice(-MAX_SAMPLES));
    this.sampled.next({ sandboxId, service, sample });
  }
}

function keyOf(sandboxId: string, service: string): string {
  return `${sandboxId}/${service}`;
}
