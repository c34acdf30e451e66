import { computed, Injectable } from '@angular/core';
import { type EnvironmentSummary, type Update } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';

/** Every environment, by name. */
@Injectable()
export class EnvironmentListStore {
  private readonly all = new LiveValue<EnvironmentSummary[]>(patch);

  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly environments = computed(() => this.all.value()?.toSorted((a, b) => a.name.localeCompare(b.name)));

  constructor() {
    this.all.open('/api/environments', 'environments');
  }

  reload(): void {
    this.all.reload();
  }
}

function patch(environments: EnvironmentSummary[], update: Update): EnvironmentSummary[] | 'reload' {
  if (update.kind === 'environment-removed') return environments.filter(({ id }) => id !== update.id);
  return update.kind === 'environment-changed' ? 'reload' : environments;
}
