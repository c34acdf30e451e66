import { computed, Injectable } from '@angular/core';
import { type AgentLoadView, type Update } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';

/** An hour of samples, as many as the control plane keeps. */
const KEPT = 240;

/** How busy one agent was, as it goes on. */
@Injectable()
export class AgentLoadStore {
  private readonly live = new LiveValue<AgentLoadView>((load, update) => this.patch(load, update));
  private agentId = '';

  readonly samples = computed(() => this.live.value()?.samples ?? []);
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;

  open(agentId: string): void {
    this.agentId = agentId;
    this.live.open(`/api/agents/${encodeURIComponent(agentId)}/load`, 'agents');
  }

  /** A sample that was read already comes again where reading and telling overlap. */
  private patch(load: AgentLoadView, update: Update): AgentLoadView {
    if (update.kind !== 'agent-load' || update.agentId !== this.agentId) return load;
    const newest = load.samples.at(-1);
    if (newest && newest.at >= update.sample.at) return load;
    return { samples: [...load.samples, update.sample].slice(-KEPT) };
  }
}
