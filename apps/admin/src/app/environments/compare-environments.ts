import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type EnvironmentComparison, type VariableDifference } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { LiveValue } from '../live/live-value';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { SearchChoice } from '../ui/search-choice';
import { Skeleton } from '../ui/skeleton';
import { EnvironmentListStore } from './environment-list-store';

/** Every variable that differs between two environments. Secrets are compared, not shown. */
@Component({
  selector: 'sdp-compare-environments',
  imports: [ErrorCard, Icon, LoadState, RouterLink, SearchChoice, Skeleton],
  providers: [EnvironmentListStore],
  templateUrl: './compare-environments.html',
  styles: `
    .choice {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
      gap: 16px;
      max-width: 720px;
      margin-bottom: 20px;
    }
    .missing {
      color: var(--text-2);
    }
    td.foreign {
      white-space: pre-wrap;
    }
  `,
})
export class CompareEnvironments {
  /** From the address: `?left=<id>&right=<id>`. */
  readonly left = input<string>();
  readonly right = input<string>();

  protected readonly store = inject(EnvironmentListStore);
  private readonly router = inject(Router);
  protected readonly choices = computed(() =>
    (this.store.environments() ?? []).map(({ id, name, owner }) => ({ id, name, note: owner })),
  );
  protected readonly comparison = new LiveValue<EnvironmentComparison>((comparison, update) =>
    (update.kind === 'environment-changed' || update.kind === 'environment-removed') &&
    (update.id === this.left() || update.id === this.right())
      ? 'reload'
      : comparison,
  );

  constructor() {
    effect(() => {
      const [left, right] = [this.left(), this.right()];
      if (!left || !right || left === right) return this.comparison.close();
      const query = new URLSearchParams({ left, right });
      this.comparison.open(`/api/environments/compare?${query}`, 'environments');
    });
  }

  protected choose(side: 'left' | 'right', id: string): void {
    void this.router.navigate([], {
      queryParams: { [side]: id || undefined },
      queryParamsHandling: 'merge',
    });
  }

  protected shown(side: VariableDifference['left']): string {
    if (!side) return 'not there';
    return side.isSecret ? '••••••••' : (side.value ?? '');
  }
}
