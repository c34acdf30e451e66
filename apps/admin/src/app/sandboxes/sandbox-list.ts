import { Component, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { ME, type SandboxFilter } from './sandbox-filter';
import { SandboxListStore } from './sandbox-list-store';
import { SandboxRow } from './sandbox-row';
import { SANDBOX_STATES, type SandboxState } from './sandbox-states';

/** Every sandbox; what it is narrowed to stands in the address, so that it can be shared and come back to. */
@Component({
  selector: 'sdp-sandbox-list',
  imports: [EmptyState, Icon, LoadState, RouterLink, SandboxRow],
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

  constructor() {
    effect(() =>
      this.store.narrow({ q: this.q(), owner: this.owner(), label: this.label(), state: this.state() }),
    );
  }

  protected narrow(part: keyof SandboxFilter, event: Event): void {
    const value = (event.target as HTMLInputElement | HTMLSelectElement).value || undefined;
    void this.router.navigate([], {
      queryParams: { [part]: value },
      queryParamsHandling: 'merge',
      replaceUrl: part === 'q',
    });
  }
}
