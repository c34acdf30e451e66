import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type DeploymentGroupView } from '@sdp/protocol';
import { DEPLOYMENT_STATES } from '../../deployments/deployment-states';
import { Toasts } from '../../errors/toasts';
import { Chip, type Tone } from '../../ui/chip';
import { GroupStore } from './group-store';

const WORDS: Readonly<Record<DeploymentGroupView['state'], { word: string; tone: Tone }>> = {
  running: { word: 'Deploying', tone: 'busy' },
  succeeded: { word: 'All deployed', tone: 'ok' },
  failed: { word: 'Failed', tone: 'bad' },
  canceled: { word: 'Canceled', tone: 'idle' },
};

/** One progress for a deployment of several services, and each of them. */
@Component({
  selector: 'sdp-group-progress',
  imports: [Chip, RouterLink],
  template: `
    <header>
      <sdp-chip data-testid="group-state" [tone]="shown().tone" [attr.data-state]="group().state">{{
        shown().word
      }}</sdp-chip>
      <span class="muted">{{ group().succeeded }} of {{ group().total }} services</span>
      @if (group().state === 'running' && canUse()) {
        <button type="button" class="button small danger" data-testid="cancel-group" (click)="cancel()">
          Cancel all
        </button>
      }
    </header>
    <progress
      [max]="group().total"
      [value]="group().succeeded"
      [attr.aria-label]="group().succeeded + ' of ' + group().total + ' services are deployed'"
    ></progress>
    <ol>
      @for (deployment of group().deployments; track deployment.id) {
        <li>
          <a class="foreign" [routerLink]="['/deployments', deployment.id]">{{ deployment.service }}</a>
          <sdp-chip [tone]="states[deployment.state].tone">{{ states[deployment.state].word }}</sdp-chip>
          @if (deployment.state === 'queued' && deployment.dependsOn.length > 0) {
            <span class="muted foreign">after {{ deployment.dependsOn.join(', ') }}</span>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './group-progress.scss',
  host: { class: 'card', role: 'status', 'data-testid': 'group-progress' },
})
export class GroupProgress {
  readonly group = input.required<DeploymentGroupView>();
  readonly canUse = input(false);

  private readonly store = inject(GroupStore);
  private readonly toasts = inject(Toasts);
  protected readonly states = DEPLOYMENT_STATES;
  protected readonly shown = computed(() => WORDS[this.group().state]);

  protected async cancel(): Promise<void> {
    await this.toasts.attempt(this.store.cancel());
  }
}
