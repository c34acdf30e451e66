import { computed, Injectable, signal } from '@angular/core';
import { type InstanceStatsView, type StatsSample, type Update } from '@sdp/protocol';
import { LiveValue } from '../../live/live-value';

const KEPT = 240;

/** CPU and memory of one service instance, as they are measured. */
@Injectable()
export class StatsStore {
  private readonly of = signal({ sandboxId: '', service: '' });
  private readonly live = new LiveValue<InstanceStatsView>((stats, update) => this.patch(stats, update));

  readonly samples = computed(() => this.live.value()?.samples ?? []);
  readonly latest = computed<StatsSample | undefined>(() => this.samples().at(-1));
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;

  open(sandboxId: string, service: string): void {
    this.of.set({ sandboxId, service });
    const url = `/api/sandboxes/${encodeURIComponent(sandboxId)}/services/${encodeURIComponent(service)}/stats`;
    this.live.open(url, `stats:${sandboxId}`);
  }

  reload(): void {
    this.live.reload();
  }

  private patch(stats: InstanceStatsView, update: Update): InstanceStatsView {
    const { sandboxId, service } = this.of();
    const isOurs = update.kind === 'stats' && update.sandboxId === sandboxId && update.service === service;
    return isOurs ? { samples: withSample(stats.samples, update.sample) } : stats;
  }
}

/** A sample that was read already comes again where reading and telling overlap. */
function withSample(samples: StatsSample[], sample: StatsSample): StatsSample[] {
  const newest = samples.at(-1);
  return newest && newest.at >= sample.at ? samples : [...samples, sample].slice(-KEPT);
}
