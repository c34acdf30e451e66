import { Component, inject } from '@angular/core';
import { SessionStore } from '../auth/session-store';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { AgentActions } from './agent-actions';
import { AgentCard } from './agent-card';
import { AgentListStore } from './agent-list-store';

@Component({
  selector: 'sdp-agent-list',
  imports: [AgentCard, EmptyState, LoadState],
  providers: [AgentListStore],
  templateUrl: './agent-list.html',
  styles: `
    .agents {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr));
      gap: 16px;
    }
  `,
})
export class AgentList {
  protected readonly store = inject(AgentListStore);
  protected readonly session = inject(SessionStore);
  protected readonly actions = inject(AgentActions);
}
