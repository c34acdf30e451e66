import { computed, DestroyRef, inject, Injectable } from '@angular/core';
import { type AgentView, type RepositoryView } from '@sdp/protocol';
import { LiveUpdates } from '../live/live-updates';
import { LiveValue } from '../live/live-value';

/** The repositories one can choose from. One is there to be chosen while an agent is connected that deploys it. */
@Injectable()
export class RepositoryChoice {
  private readonly live = new LiveValue<RepositoryView[]>((repositories, update) =>
    update.kind === 'repository-changed' ? 'reload' : repositories,
  );
  private readonly connected = new Map<string, boolean>();

  readonly repositories = computed(() => this.live.value() ?? []);
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;

  constructor() {
    this.live.open('/api/repositories', 'repositories');
    const stop = inject(LiveUpdates).watch('agents', {
      update: (update) => update.kind === 'agent' && this.hear(update.value),
      watching: () => undefined,
    });
    inject(DestroyRef).onDestroy(stop);
  }

  reload(): void {
    this.live.reload();
  }

  /** Agents tell of themselves all the time; only their coming and going matters here. */
  private hear({ id, isConnected }: AgentView): void {
    if (this.connected.get(id) === isConnected) return;
    this.connected.set(id, isConnected);
    this.reload();
  }
}
