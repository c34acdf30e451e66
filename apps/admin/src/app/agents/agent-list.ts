import { Component, inject } from '@angular/core';
import { type AgentView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { AGENT_NAME, AGENT_NAME_RULE } from '../names/names';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { AgentCard } from './agent-card';
import { AgentListStore } from './agent-list-store';
import { TokenDialog } from './token-dialog';

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
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  protected async drain({ id, name, noSchedule }: AgentView): Promise<void> {
    const done = this.store.update(id, { noSchedule: !noSchedule }).then(() => true);
    if ((await this.toasts.attempt(done)) !== true) return;
    this.toasts.undoable(
      noSchedule ? `${name} takes new services again.` : `${name} keeps what it has, and gets nothing new.`,
      () => this.store.update(id, { noSchedule }),
    );
  }

  protected async rename({ id, name }: AgentView): Promise<void> {
    const taken = await this.dialogs.askName({
      heading: `Rename ${name}`,
      action: 'Rename',
      name,
      pattern: AGENT_NAME,
      rule: AGENT_NAME_RULE,
      save: (chosen) => this.store.update(id, { name: chosen }),
    });
    if (taken) this.toasts.undoable(`${name} is called ${taken} now.`, () => this.store.update(id, { name }));
  }

  protected async rotate({ id, name, isConnected }: AgentView): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: `Give ${name} a new token?`,
      text: `Its old token dies at once${isConnected ? ', and it loses its connection' : ''}. It connects again when it is started with the new one. This cannot be undone.`,
      action: 'Make a new token',
      typeToConfirm: name,
    });
    if (!isSure) return;
    const token = await this.toasts.attempt(this.store.rotateToken(id));
    if (token) await this.dialogs.open(async () => TokenDialog, { name, token }, { disableClose: true });
  }

  protected async revoke({ id, name, instances, queued }: AgentView): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: `Take the token of ${name} away?`,
      text: `Its connection ends at once, and it cannot connect until it gets a new one.`,
      goes: [
        instances === 1
          ? 'its service instance goes on running'
          : `its ${instances} service instances go on running`,
        'nobody can deploy, stop or remove them meanwhile',
        ...(queued > 0 ? [`${queued} waiting deployments fail when their time is over`] : []),
      ],
      action: 'Revoke the token',
      typeToConfirm: name,
    });
    if (isSure) await this.toasts.attempt(this.store.revokeToken(id));
  }
}
