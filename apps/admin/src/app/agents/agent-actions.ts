import { inject, Injectable } from '@angular/core';
import { type AgentView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { AGENT_NAME, AGENT_NAME_RULE } from '../names/names';
import { Dialogs } from '../ui/dialogs';
import { AgentsApi } from './agents-api';
import { TokenDialog } from './token-dialog';

/** What ops does with an agent, from its card or from the command palette. What changed comes to the pages by itself. */
@Injectable({ providedIn: 'root' })
export class AgentActions {
  private readonly api = inject(AgentsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  async drain({ id, name, noSchedule }: AgentView): Promise<void> {
    const done = this.api.update(id, { noSchedule: !noSchedule }).then(() => true);
    if ((await this.toasts.attempt(done)) !== true) return;
    this.toasts.undoable(
      noSchedule ? `${name} takes new services again.` : `${name} keeps what it has, and gets nothing new.`,
      () => this.api.update(id, { noSchedule }),
    );
  }

  async rename({ id, name }: AgentView): Promise<void> {
    const taken = await this.dialogs.askName({
      heading: `Rename ${name}`,
      action: 'Rename',
      name,
      pattern: AGENT_NAME,
      rule: AGENT_NAME_RULE,
      save: (chosen) => this.api.update(id, { name: chosen }),
    });
    if (taken) this.toasts.undoable(`${name} is called ${taken} now.`, () => this.api.update(id, { name }));
  }

  async rotate({ id, name, isConnected }: AgentView): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: `Give ${name} a new token?`,
      text: `Its old token dies at once${isConnected ? ', and it loses its connection' : ''}. It connects again when it is started with the new one. This cannot be undone.`,
      action: 'Make a new token',
      typeToConfirm: name,
    });
    if (!isSure) return;
    const token = await this.toasts.attempt(this.api.rotateToken(id));
    if (token) await this.dialogs.open(async () => TokenDialog, { name, token }, { disableClose: true });
  }

  async revoke({ id, name, instances, queued }: AgentView): Promise<void> {
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
    if (isSure) await this.toasts.attempt(this.api.revokeToken(id));
  }
}
