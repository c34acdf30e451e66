import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { type RouteSetView, type SandboxView } from '@sdp/protocol';
import { forkJoin } from 'rxjs';
import { ErrorCard } from '../../errors/error-card';
import { toShownError } from '../../errors/wire-error';
import { DifferenceTable } from '../../ui/difference-table';
import { Icon } from '../../ui/icon';
import { LoadState } from '../../ui/load-state';
import { Skeleton } from '../../ui/skeleton';
import { SandboxListStore } from '../sandbox-list-store';
import { differencesOf } from './sandbox-differences';

/** What differs between two sandboxes: what runs, what it is given, and where calls go. */
@Component({
  selector: 'sdp-compare-sandboxes',
  imports: [DifferenceTable, ErrorCard, Icon, LoadState, RouterLink, Skeleton],
  providers: [SandboxListStore],
  templateUrl: './compare-sandboxes.html',
  styles: `
    .choice {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
      gap: 16px;
      max-width: 720px;
      margin-bottom: 20px;
    }
  `,
})
export class CompareSandboxes {
  /** From the address: `?left=<id>&right=<id>`. */
  readonly left = input<string>();
  readonly right = input<string>();

  protected readonly store = inject(SandboxListStore);
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  protected readonly sides = [
    { name: 'left', label: 'One', chosen: this.left },
    { name: 'right', label: 'The other', chosen: this.right },
  ] as const;
  protected readonly both = rxResource({
    params: () => {
      const [left, right] = [this.left(), this.right()];
      return left && right && left !== right ? { left, right } : undefined;
    },
    stream: ({ params }) => forkJoin({ left: this.read(params.left), right: this.read(params.right) }),
  });
  protected readonly differences = computed(() =>
    this.both.hasValue() ? differencesOf(this.both.value().left, this.both.value().right) : [],
  );
  protected readonly error = computed(() => {
    const failure = this.both.error();
    return failure && toShownError(failure);
  });

  protected choose(side: 'left' | 'right', event: Event): void {
    const id = (event.target as HTMLSelectElement).value || undefined;
    void this.router.navigate([], { queryParams: { [side]: id }, queryParamsHandling: 'merge' });
  }

  private read(id: string) {
    const url = `/api/sandboxes/${encodeURIComponent(id)}`;
    return forkJoin({
      sandbox: this.http.get<SandboxView>(url),
      routeSet: this.http.get<RouteSetView>(`${url}/routes`),
    });
  }
}
