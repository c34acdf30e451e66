import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type AgentView } from '@sdp/protocol';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import { troublesOf } from './agent-troubles';

/** What somebody has to put right about agents, with what to do. Nothing while all is well. */
@Component({
  selector: 'sdp-agent-warnings',
  imports: [CopyButton, Icon, RouterLink],
  template: `
    @for (trouble of troubles(); track trouble.agent + trouble.text) {
      <div class="card" data-testid="agent-warning">
        <sdp-icon name="alert" />
        <div>
          <p class="foreign">
            <a routerLink="/agents">Agent {{ trouble.agent }}</a> {{ trouble.text }}
          </p>
          @if (trouble.command; as command) {
            <p class="command">
              On its host: <code class="foreign">{{ command }}</code>
              <sdp-copy-button [text]="command" label="the command" />
            </p>
          }
        </div>
      </div>
    }
  `,
  styleUrl: './agent-warnings.scss',
  host: { role: 'status' },
})
export class AgentWarnings {
  readonly agents = input.required<readonly AgentView[]>();
  protected readonly troubles = computed(() => troublesOf(this.agents()));
}
