import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ErrorCard } from '../../errors/error-card';
import { DifferenceTable } from '../../ui/difference-table';
import { Icon } from '../../ui/icon';
import { LoadState } from '../../ui/load-state';
import { SearchChoice } from '../../ui/search-choice';
import { Skeleton } from '../../ui/skeleton';
import { SandboxListStore } from '../sandbox-list-store';
import { ComparedSide } from './compared-side';
import { differencesOf } from './sandbox-differences';

/** What differs between two sandboxes: what runs, what it is given, and where calls go. */
@Component({
  selector: 'sdp-compare-sandboxes',
  imports: [DifferenceTable, ErrorCard, Icon, LoadState, RouterLink, SearchChoice, Skeleton],
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
  private readonly router = inject(Router);
  private readonly one = new ComparedSide();
  private readonly other = new ComparedSide();
  protected readonly sides = [
    { name: 'left', label: 'One', chosen: this.left },
    { name: 'right', label: 'The other', chosen: this.right },
  ] as const;
  protected readonly choices = computed(() =>
    this.store.found().map(({ id, name, owner }) => ({ id, name, note: owner })),
  );
  protected readonly areChosen = computed(() => {
    const [left, right] = [this.left(), this.right()];
    return left && right && left !== right;
  });
  protected readonly isOneGone = computed(() => this.one.isGone() || this.other.isGone());
  protected readonly error = computed(() => this.one.error() ?? this.other.error());
  protected readonly compared = computed(() => {
    const [left, right] = [this.one.value(), this.other.value()];
    return left && right && { left, right, differences: differencesOf(left, right) };
  });

  constructor() {
    effect(() => open(this.one, this.left()));
    effect(() => open(this.other, this.right()));
  }

  protected reload(): void {
    this.one.reload();
    this.other.reload();
  }

  protected choose(side: 'left' | 'right', id: string): void {
    void this.router.navigate([], {
      queryParams: { [side]: id || undefined },
      queryParamsHandling: 'merge',
    });
  }
}

function open(side: ComparedSide, id: string | undefined): void {
  if (id) side.open(id);
}
