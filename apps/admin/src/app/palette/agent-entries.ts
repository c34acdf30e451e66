import { inject, Injectable } from '@angular/core';
import { type AgentView } from '@sdp/protocol';
import { AgentActions } from '../agents/agent-actions';
import { type PaletteEntry } from './palette-entries';

/** What ops does with an agent: it has no page of its own to go to. */
@Injectable({ providedIn: 'root' })
export class AgentEntries {
  private readonly agents = inject(AgentActions);

  actions(agent: AgentView): PaletteEntry[] {
    const { name, noSchedule, isRevoked } = agent;
    return [
      this.entry(
        agent,
        'drain',
        noSchedule ? `Let ${name} take new services again` : `Drain ${name}: no new services`,
        () => this.agents.drain(agent),
      ),
      this.entry(agent, 'rename', `Rename ${name} …`, () => this.agents.rename(agent)),
      this.entry(agent, 'token', `Give ${name} a new token …`, () => this.agents.rotate(agent)),
      ...(isRevoked
        ? []
        : [
            {
              ...this.entry(agent, 'revoke', `Revoke the token of ${name} …`, () =>
                this.agents.revoke(agent),
              ),
              isFinal: true,
            },
          ]),
    ];
  }

  private entry({ id }: AgentView, verb: string, name: string, run: () => unknown): PaletteEntry {
    return { key: `agent:${id}/${verb}`, group: 'action', name, about: 'Agent', isFurther: true, run };
  }
}
