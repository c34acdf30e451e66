import { DecimalPipe } from '@angular/common';
import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { AddressSearch } from '../ui/address-search';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { mediaQuery } from '../ui/media-query';
import { InWindow } from '../ui/in-window';
import { RowWindow } from '../ui/row-window';
import { ME, type SandboxFilter } from './sandbox-filter';
import { SandboxListStore } from './sandbox-list-store';
import { SandboxRow } from './sandbox-row';
import { SANDBOX_STATES, type SandboxState } from './sandbox-states';

/** Pixels; sandbox-list.scss has the same. */
const ROW_HEIGHT = { wide: 80, narrow: 176 } as const;

/** Every sandbox; what it is narrowed to stands in the address, so that it can be shared and come back to. */
@Component({
  selector: 'sdp-sandbox-list',
  imports: [DecimalPipe, EmptyState, Icon, InWindow, LoadState, RouterLink, RowWindow, SandboxRow],
  providers: [SandboxListStore],
  templateUrl: './sandbox-list.html',
  styleUrl: './sandbox-list.scss',
})
export class SandboxList {
  /* From the address: `?q=orders&owner=me&label=team: shop&state=failing`. */
  readonly q = input<string>();
  readonly owner = input<string>();
  readonly label = input<string>();
  readonly state = input<string>();

  protected readonly store = inject(SandboxListStore);
  protected readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  protected readonly me = ME;
  protected readonly states = SANDBOX_STATES;
  protected readonly stateNames = Object.keys(SANDBOX_STATES) as SandboxState[];

  private readonly isNarrow = mediaQuery('(max-width: 760px)');
  protected readonly rowHeight = computed(() => ROW_HEIGHT[this.isNarrow() ? 'narrow' : 'wide']);

  protected readonly search = new AddressSearch(this.q);
  /** What the address names is there to be seen, whether any sandbox has it or not. */
  protected readonly owners = computed(() => withChosen(this.store.owners(), this.owner(), ME));
  protected readonly labels = computed(() => withChosen(this.store.labels(), this.label()));

  constructor() {
    effect(() =>
      this.store.narrow({
        q: this.search.text(),
        owner: this.owner(),
        label: this.label(),
        state: this.state(),
      }),
    );
  }

  protected narrow(part: Exclude<keyof SandboxFilter, 'q'>, event: Event): void {
    const value = (event.target as HTMLInputElement | HTMLSelectElement).value || undefined;
    void this.router.navigate([], {
      queryParams: { [part]: value },
      queryParamsHandling: 'merge',
    });
  }
}

function withChosen(
  options: readonly string[],
  chosen: string | undefined,
  other?: string,
): readonly string[] {
  return !chosen || chosen === other || options.includes(chosen) ? options : [chosen, ...options];
}
