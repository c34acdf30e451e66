import { Component, computed, effect, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { ErrorCard } from '../errors/error-card';
import { keepTitle } from '../layout/page-title';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { ServiceActions } from '../sandboxes/services/service-actions';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { durationText, elapsedText } from '../ui/time-text';
import { DeploymentActions } from './deployment-actions';
import { DEPLOYMENT_STATES, KIND_WORDS } from './deployment-states';
import { DeploymentStore } from './deployment-store';
import { fragmentOf, type LineRange, rangeOfFragment } from './log/line-range';
import { LogStore } from './log/log-store';
import { LogView } from './log/log-view';
import { outlookOf } from './outlook';
import { predecessorOf } from './predecessor';
import { revisionText } from './revision';
import { StepChart } from './step-chart';
import { progressOf } from './step-durations';
import { StepTimeline } from './step-timeline';

@Component({
  selector: 'sdp-deployment-page',
  imports: [Ago, Chip, ErrorCard, Icon, LogView, RouterLink, Skeleton, StepChart, StepTimeline],
  providers: [DeploymentStore, LogStore, SandboxStore],
  templateUrl: './deployment-page.html',
  styleUrl: './deployment-page.scss',
})
export class DeploymentPage {
  readonly deploymentId = input.required<string>();

  protected readonly store = inject(DeploymentStore);
  protected readonly log = inject(LogStore);
  private readonly clock = inject(Clock);
  private readonly router = inject(Router);
  protected readonly actions = inject(DeploymentActions);
  protected readonly services = inject(ServiceActions);
  private readonly sandbox = inject(SandboxStore);

  protected readonly revisionText = revisionText;
  protected readonly kinds = KIND_WORDS;
  private readonly sandboxId = computed(() => this.store.deployment()?.sandboxId);
  protected readonly isBusy = this.actions.isBusy;
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
  /** By its steps, where they are known to take some time; by the whole otherwise. */
  protected readonly progress = computed(() => {
    const deployment = this.store.deployment();
    const outlook = deployment && outlookOf(deployment, this.clock.now());
    const byStep = progressOf(deployment?.steps ?? [], this.store.usual(), this.clock.now());
    return outlook && { words: outlook.words, share: byStep?.share ?? outlook.share };
  });
  protected readonly charted = computed(() => {
    const deployment = this.store.deployment();
    return deployment ? [deployment, ...this.store.earlier()] : [];
  });

  /** What runs now, and what can run again. */
  protected readonly service = computed(() => {
    const name = this.store.deployment()?.service;
    return this.sandbox.sandbox()?.services.find((service) => service.name === name);
  });
  /** Where the application itself is to blame; other errors say what became of it. */
  protected readonly predecessor = computed(() => {
    const [deployment, sandbox] = [this.store.deployment(), this.sandbox.sandbox()];
    return deployment?.error?.blame === 'app' && sandbox ? predecessorOf(deployment, sandbox) : null;
  });
  /** What this deployment made, while its agent still has it. */
  protected readonly release = computed(() =>
    this.service()?.releases.find(({ deploymentId }) => deploymentId === this.deploymentId()),
  );
  protected readonly canGoBack = computed(() => this.service()?.releases.some(({ isRunning }) => !isRunning));

  private readonly fragment = toSignal(inject(ActivatedRoute).fragment);
  /** The lines that the address names, else the one that says why it failed. */
  protected readonly marked = computed(() => {
    const named = rangeOfFragment(this.fragment());
    const failing = this.log.failingLine();
    return named ?? (failing === null ? null : { from: failing, to: failing });
  });

  constructor() {
    effect(() => {
      this.store.open(this.deploymentId());
      this.log.open(this.deploymentId());
    });
    effect(() => {
      const id = this.sandboxId();
      if (id) this.sandbox.open(id);
    });
    keepTitle(() => {
      const deployment = this.store.deployment();
      const word = this.state()?.word.toLowerCase();
      return deployment && `${deployment.service} ${word} in ${deployment.sandboxName} · Deployment`;
    });
  }

  /** The address names the lines, so that it can be shared. */
  protected link(range: LineRange): Promise<boolean> {
    return this.router.navigate([], { fragment: fragmentOf(range), replaceUrl: true });
  }
}
