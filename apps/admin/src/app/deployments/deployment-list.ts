import { Component, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type DeploymentState, type DeploymentView } from '@sdp/protocol';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { NoSuchPage } from '../ui/no-such-page';
import { PageNav } from '../ui/page-nav';
import { PagedValue, pageNumber } from '../ui/paged-value';
import { durationText } from '../ui/time-text';
import { DEPLOYMENT_STATES, KIND_WORDS } from './deployment-states';
import { revisionText } from './revision';

const PAGE_SIZE = 25;

/** Everybody's deployments, newest first. */
@Component({
  selector: 'sdp-deployment-list',
  imports: [Ago, Chip, EmptyState, LoadState, NoSuchPage, PageNav, RouterLink],
  templateUrl: './deployment-list.html',
  styleUrl: './deployment-list.scss',
})
export class DeploymentList {
  /* From the address: `?page=2&state=failed&sandboxId=…`. */
  readonly page = input(1, { transform: pageNumber });
  readonly state = input<string>();
  readonly sandboxId = input<string>();

  private readonly router = inject(Router);
  protected readonly durationText = durationText;
  protected readonly revisionText = revisionText;
  protected readonly states = DEPLOYMENT_STATES;
  protected readonly kinds = KIND_WORDS;
  protected readonly stateNames = Object.keys(DEPLOYMENT_STATES) as DeploymentState[];
  protected readonly deployments = new PagedValue<DeploymentView>((page, update) =>
    update.kind === 'queue-changed' ? 'reload' : page,
  );
  protected readonly pages = this.deployments.pages;

  constructor() {
    effect(() => {
      const query = new URLSearchParams({ page: String(this.page()), pageSize: String(PAGE_SIZE) });
      const [state, sandboxId] = [this.state(), this.sandboxId()];
      if (state) query.set('state', state);
      if (sandboxId) query.set('sandboxId', sandboxId);
      this.deployments.open(`/api/deployments?${query}`, 'queue');
    });
  }

  protected filter(event: Event): void {
    const state = (event.target as HTMLSelectElement).value || undefined;
    void this.router.navigate([], { queryParams: { state, sandboxId: this.sandboxId() } });
  }
}
