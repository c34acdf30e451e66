import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AgentListStore } from '../agents/agent-list-store';
import { AgentWarnings } from '../agents/agent-warnings';
import { SessionStore } from '../auth/session-store';
import { DEPLOYMENT_STATES } from '../deployments/deployment-states';
import { revisionText } from '../deployments/revision';
import { TimeLeft } from '../deployments/time-left';
import { SandboxListStore } from '../sandboxes/sandbox-list-store';
import { SandboxRow } from '../sandboxes/sandbox-row';
import { ME } from '../sandboxes/sandbox-filter';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { OverviewStore } from './overview-store';

const MOST_SHOWN = 8;

/** Where everybody starts: their sandboxes, what wants them, and what the platform works on. */
@Component({
  selector: 'sdp-overview',
  imports: [AgentWarnings, Ago, Chip, EmptyState, Icon, LoadState, RouterLink, SandboxRow, TimeLeft],
  providers: [AgentListStore, SandboxListStore, OverviewStore],
  templateUrl: './overview.html',
  styleUrl: './overview.scss',
})
export class Overview {
  protected readonly sandboxes = inject(SandboxListStore);
  protected readonly store = inject(OverviewStore);
  protected readonly session = inject(SessionStore);

  protected readonly me = ME;
  protected readonly states = DEPLOYMENT_STATES;
  protected readonly revisionText = revisionText;
  /** Where a count leads: ops answer for everybody's. */
  protected readonly owner = computed(() => (this.session.isOps() ? undefined : ME));
  protected readonly shown = computed(() => this.store.mine().slice(0, MOST_SHOWN));
  protected readonly hidden = computed(() => this.store.mine().length - this.shown().length);
}
