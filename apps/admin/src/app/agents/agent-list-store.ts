import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable } from '@angular/core';
import { type AgentTokenView, type AgentView, type Update, type UpdateAgentRequest } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../live/live-value';

/** The hosts that deploy, by name, as they come and go; and what ops does with them. */
@Injectable()
export class AgentListStore {
  private readonly http = inject(HttpClient);
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

  async update(id: string, request: UpdateAgentRequest): Promise<void> {
    await firstValueFrom(this.http.patch(agentUrl(id), request));
    this.reload();
  }

  /** The old token dies at once; the new one is shown this once. */
  async rotateToken(id: string): Promise<string> {
    const { token } = await firstValueFrom(this.http.post<AgentTokenView>(`${agentUrl(id)}/token`, {}));
    this.reload();
    return token;
  }

  async revokeToken(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${agentUrl(id)}/token`));
    this.reload();
  }
}

function patchList(agents: AgentView[], update: Update): AgentView[] {
  if (update.kind !== 'agent') return agents;
  return [...agents.filter(({ id }) => id !== update.value.id), update.value];
}

function agentUrl(id: string): string {
  return `/api/agents/${encodeURIComponent(id)}`;
}
