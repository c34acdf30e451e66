import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type DeploymentGroupView, type DeploymentView } from '@sdp/protocol';
import { DEPLOYMENT_STATES } from '../../deployments/deployment-states';
import { groupLeft, leftOf, wholeSeconds } from '../../deployments/outlook';
import { Toasts } from '../../errors/toasts';
import { Chip, type Tone } from '../../ui/chip';
import { Clock } from '../../ui/clock';
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
      <!-- Without the time that is left, which would be read out every second. -->
      <span class="how-far" role="status">
        <sdp-chip data-testid="group-state" [tone]="shown().tone" [attr.data-state]="group().state">{{
          shown().word
        }}</sdp-chip>
        <span class="muted">{{ group().succeeded }} of {{ group().total }} services</span>
      </span>
      @if (left(); as left) {
        <span class="muted" data-testid="group-left">{{ left }}</span>
      }
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
  host: { class: 'card', 'data-testid': 'group-progress' },
})
export class GroupProgress {
  readonly group = input.required<DeploymentGroupView>();
  readonly canUse = input(false);
  /** Its deployments as they are now, as far as they are known. */
  readonly deployments = input<readonly DeploymentView[]>([]);

  private readonly store = inject(GroupStore);
  private readonly toasts = inject(Toasts);
  protected readonly states = DEPLOYMENT_STATES;
  private readonly clock = inject(Clock);
  /** Of the whole, by what its parts usually take. */
  protected readonly left = computed(() => {
    if (this.group().state !== 'running') return '';
    const known = new Map(this.deployments().map((deployment) => [deployment.id, deployment]));
    const now = this.clock.now();
    const members = this.group().deployments.map(({ id, service, dependsOn }) => {
      const deployment = known.get(id);
      return { service, dependsOn, left: deployment ? leftOf(deployment, now) : null };
    });
    const left = groupLeft(members);
    if (left === null) return 'no estimate: some were never deployed here';
    return left < 1000 ? 'any moment now' : `about ${wholeSeconds(left)} left`;
  });
  protected readonly shown = computed(() => WORDS[this.group().state]);

  protected async cancel(): Promise<void> {
    await this.toasts.attempt(this.store.cancel());
  }
}
