import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type SandboxView } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { Toasts } from '../errors/toasts';
import { keepTitle } from '../layout/page-title';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { durationText, elapsedText } from '../ui/time-text';
import { DEPLOYMENT_STATES, KIND_WORDS } from './deployment-states';
import { DeploymentStore } from './deployment-store';
import { LogStore } from './log/log-store';
import { LogView } from './log/log-view';
import { predecessorOf } from './predecessor';
import { revisionText } from './revision';
import { StepTimeline } from './step-timeline';

@Component({
  selector: 'sdp-deployment-page',
  imports: [Ago, Chip, ErrorCard, Icon, LogView, RouterLink, Skeleton, StepTimeline],
  providers: [DeploymentStore, LogStore],
  templateUrl: './deployment-page.html',
  styleUrl: './deployment-page.scss',
})
export class DeploymentPage {
  readonly deploymentId = input.required<string>();

  protected readonly store = inject(DeploymentStore);
  protected readonly log = inject(LogStore);
  private readonly clock = inject(Clock);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly revisionText = revisionText;
  protected readonly kinds = KIND_WORDS;
  protected readonly isBusy = signal(false);
  protected readonly downloadUrl = computed(
    () => `/api/deployments/${encodeURIComponent(this.deploymentId())}/log/download`,
  );
  protected readonly state = computed(() => {
    const deployment = this.store.deployment();
    return deployment && DEPLOYMENT_STATES[deployment.state];
  });
  protected readonly took = computed(() => {
    const deployment = this.store.deployment();
    if (!deployment) return '';
    if (deployment.durationMs !== null) return durationText(deployment.durationMs);
    return this.store.isActive() ? elapsedText(deployment.createdAt, this.clock.now()) : '';
  });
  /** Asked for where the application itself is to blame; other errors say what became of it. */
  private readonly sandbox = httpResource<SandboxView>(() => {
    const deployment = this.store.deployment();
    return deployment?.error?.blame === 'app'
      ? `/api/sandboxes/${encodeURIComponent(deployment.sandboxId)}`
      : undefined;
  });
  protected readonly predecessor = computed(() => {
    const deployment = this.store.deployment();
    return deployment && this.sandbox.hasValue() ? predecessorOf(deployment, this.sandbox.value()) : null;
  });

  constructor() {
    effect(() => {
      this.store.open(this.deploymentId());
      this.log.open(this.deploymentId());
    });
    keepTitle(() => {
      const deployment = this.store.deployment();
      return deployment && `${deployment.service} ${this.state()?.word.toLowerCase()}`;
    });
  }

  protected async cancel(): Promise<void> {
    this.isBusy.set(true);
    await this.toasts.attempt(this.store.cancel());
    this.isBusy.set(false);
  }

  protected async retry(): Promise<void> {
    this.isBusy.set(true);
    const next = await this.toasts.attempt(this.store.retry());
    this.isBusy.set(false);
    if (next) await this.router.navigate(['/deployments', next.id]);
  }
}
