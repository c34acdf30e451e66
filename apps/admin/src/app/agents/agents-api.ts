import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type AgentTokenView, type UpdateAgentRequest } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';

/** Commands on agents. */
@Injectable({ providedIn: 'root' })
export class AgentsApi {
  private readonly http = inject(HttpClient);

  update(id: string, request: UpdateAgentRequest): Promise<unknown> {
    return firstValueFrom(this.http.patch(agentUrl(id), request));
  }

  /** The old token dies at once; the new one is shown this once. */
  async rotateToken(id: string): Promise<string> {
    const { token } = await firstValueFrom(this.http.post<AgentTokenView>(`${agentUrl(id)}/token`, {}));
    return token;
  }

  revokeToken(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${agentUrl(id)}/token`));
  }
}

function agentUrl(id: string): string {
  return `/api/agents/${encodeURIComponent(id)}`;
}
