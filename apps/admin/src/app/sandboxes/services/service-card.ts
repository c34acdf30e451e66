import { Component, computed, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { type ServiceInstanceView } from '@sdp/protocol';
import { DEPLOYMENT_STATES, isActive } from '../../deployments/deployment-states';
import { TimeLeft } from '../../deployments/time-left';
import { revisionText } from '../../deployments/revision';
import { Ago } from '../../ui/ago';
import { Chip } from '../../ui/chip';
import { CopyButton } from '../../ui/copy-button';
import { Icon } from '../../ui/icon';
import { type Lifecycle } from '../sandboxes-api';
import { CommitsLine } from './commits-line';
import { limitsText } from './limits-text';
import { observedText } from './observed-states';

/** One service instance: what runs, what was tried last, where it is reached, and what can be done to it. */
@Component({
  selector: 'sdp-service-card',
  imports: [
    Ago,
    Chip,
    CommitsLine,
    CopyButton,
    Icon,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    TimeLeft,
  ],
  templateUrl: './service-card.html',
  styleUrl: './service-card.scss',
  host: { class: 'card', '[attr.data-testid]': "'service-' + service().name" },
})
export class ServiceCard {
  readonly service = input.required<ServiceInstanceView>();
  readonly sandboxId = input.required<string>();
  readonly canUse = input(false);
  readonly canEdit = input(false);
  readonly isBusy = input(false);
  readonly deploy = output<void>();
  readonly tell = output<Lifecycle>();
  readonly edit = output<void>();
  readonly rollBack = output<void>();
  readonly remove = output<void>();

  protected readonly observed = computed(() => observedText(this.service()));
  protected readonly deployment = computed(() => {
    const { latestDeployment } = this.service();
    return latestDeployment && { ...latestDeployment, ...DEPLOYMENT_STATES[latestDeployment.state] };
  });
  protected readonly isDeploying = computed(() => {
    const { latestDeployment } = this.service();
    return latestDeployment !== null && isActive(latestDeployment.state);
  });
  /** What is on its way out takes no commands. */
  protected readonly isStaying = computed(() => this.service().desired !== 'removed');
  protected readonly canGoBack = computed(
    () => this.canUse() && this.service().releases.some(({ isRunning }) => !isRunning),
  );
  protected readonly limits = computed(() => limitsText(this.service().limits));
  protected readonly lastLines = computed(() => {
    const { observed, lastLines } = this.service();
    return observed === 'exited' ? lastLines.join('\n') : '';
  });
  protected readonly isLocked = computed(() => this.isBusy() || this.isDeploying());
  /** What runs, or what the first deployment is to run. */
  protected readonly revision = computed(() => {
    const { running } = this.service();
    return running ? revisionText(running.branch, running.commit) : this.next();
  });
  /** Set where the next deployment takes something else than what runs; a branch moves on without being changed. */
  protected readonly changed = computed(() => {
    const { running, branch, pinnedCommit } = this.service();
    const isOther =
      running?.branch !== branch || (pinnedCommit !== null && running.commit?.id !== pinnedCommit);
    return running && isOther ? this.next() : '';
  });
  private readonly next = computed(() => {
    const { branch, pinnedCommit } = this.service();
    return revisionText(branch, pinnedCommit === null ? null : { id: pinnedCommit });
  });
}
