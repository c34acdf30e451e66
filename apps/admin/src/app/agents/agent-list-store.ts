import { computed, Injectable } from '@angular/core';
import { type AgentView, type Update } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';

/** The hosts that deploy, by name, as they come and go. */
@Injectable()
export class AgentListStore {
  private readonly all = new LiveValue<AgentView[]>(patchList);

  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly agents = computed(() => this.all.value()?.toSorted((a, b) => a.name.localeCompare(b.name)));

  constructor() {
    this.all.open('/api/agents', 'agents');
  }

  reload(): void {
    this.all.reload();
  }
}

function patchList(agents: AgentView[], update: Update): AgentView[] {
  if (update.kind !== 'agent') return agents;
  return [...agents.filter(({ id }) => id !== update.value.id), update.value];
}
