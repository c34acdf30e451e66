import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type DeploymentState, type DeploymentView, type Page } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { toShownError } from '../errors/wire-error';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Skeleton } from '../ui/skeleton';
import { durationText } from '../ui/time-text';
import { DEPLOYMENT_STATES } from './deployment-states';
import { revisionText } from './revision';

const PAGE_SIZE = 25;

/** Everybody's deployments, newest first. */
@Component({
  selector: 'sdp-deployment-list',
  imports: [Ago, Chip, EmptyState, ErrorCard, RouterLink, Skeleton],
  templateUrl: './deployment-list.html',
  styleUrl: './deployment-list.scss',
})
export class DeploymentList {
  /** From the address: `?page=2&state=failed`. */
  readonly page = input(1, { transform: (value: unknown) => Math.max(1, numberAttribute(value, 1)) });
  readonly state = input<string>();

  private readonly router = inject(Router);
  protected readonly durationText = durationText;
  protected readonly revisionText = revisionText;
  protected readonly states = DEPLOYMENT_STATES;
  protected readonly stateNames = Object.keys(DEPLOYMENT_STATES) as DeploymentState[];
  protected readonly deployments = httpResource<Page<DeploymentView>>(() => ({
    url: '/api/deployments',
    params: { page: this.page(), pageSize: PAGE_SIZE, ...(this.state() && { state: this.state() }) },
  }));
  protected readonly error = computed(() => {
    const failure = this.deployments.error();
    return failure && toShownError(failure);
  });
  protected readonly pages = computed(() =>
    this.deployments.hasValue() ? Math.max(1, Math.ceil(this.deployments.value().total / PAGE_SIZE)) : 1,
  );

  protected filter(event: Event): void {
    const state = (event.target as HTMLSelectElement).value || undefined;
    void this.router.navigate([], { queryParams: { state } });
  }
}
