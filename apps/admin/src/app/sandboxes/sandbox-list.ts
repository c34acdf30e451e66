import { DecimalPipe, SlicePipe } from '@angular/common';
import { Component, computed, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { mediaQuery } from '../ui/media-query';
import { RowWindow } from '../ui/row-window';
import { ME, type SandboxFilter } from './sandbox-filter';
import { SandboxListStore } from './sandbox-list-store';
import { SandboxRow } from './sandbox-row';
import { SANDBOX_STATES, type SandboxState } from './sandbox-states';

/** Pixels; sandbox-list.scss has the same. */
const ROW_HEIGHT = { wide: 80, narrow: 176 } as const;
/** The address follows once nobody types any more. */
const TYPING_MS = 200;

/** Every sandbox; what it is narrowed to stands in the address, so that it can be shared and come back to. */
@Component({
  selector: 'sdp-sandbox-list',
  imports: [DecimalPipe, EmptyState, Icon, LoadState, RouterLink, RowWindow, SandboxRow, SlicePipe],
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

  /** What is searched for now; the address is a moment behind. */
  protected readonly typed = signal('');
  private written = '';
  private writing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const q = this.q() ?? '';
      if (q !== untracked(this.typed) && q !== this.written) this.typed.set(q);
      this.written = q;
    });
    effect(() =>
      this.store.narrow({
        q: this.typed(),
        owner: this.owner(),
        label: this.label(),
        state: this.state(),
      }),
    );
    inject(DestroyRef).onDestroy(() => clearTimeout(this.writing));
  }

  protected search(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(this.typed()), TYPING_MS);
  }

  private write(q: string): void {
    this.written = q;
    void this.router.navigate([], {
      queryParams: { q: q || undefined },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected narrow(part: Exclude<keyof SandboxFilter, 'q'>, event: Event): void {
    const value = (event.target as HTMLInputElement | HTMLSelectElement).value || undefined;
    void this.router.navigate([], {
      queryParams: { [part]: value },
      queryParamsHandling: 'merge',
    });
  }
}
