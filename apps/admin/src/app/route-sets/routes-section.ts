import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type RouteView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { PushPreview } from './push-preview';
import { RouteActions } from './route-actions';
import { RouteHistory } from './route-history';
import { RouteNotice } from './route-notice';
import { ROUTE_SET_WORDS } from './route-set-states';
import { RouteSetStore } from './route-set-store';
import { RouteTable } from './route-table';

/** Where a sandbox's gateway sends each service's calls: deciding, pushing, and what it really does. */
@Component({
  selector: 'sdp-routes-section',
  imports: [Ago, Chip, EmptyState, LoadState, PushPreview, RouteHistory, RouteNotice, RouteTable],
  templateUrl: './routes-section.html',
  styleUrl: './routes-section.scss',
})
export class RoutesSection {
  protected readonly store = inject(RouteSetStore);
  protected readonly sandbox = inject(SandboxStore);
  protected readonly session = inject(SessionStore);
  private readonly actions = inject(RouteActions);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly states = ROUTE_SET_WORDS;
  protected readonly isBusy = signal(false);
  /** A push needs a gateway to push to; one under way is waited for. */
  protected readonly canPush = computed(() => {
    const routeSet = this.store.routeSet();
    return this.sandbox.canUse() && !!routeSet && routeSet.state !== 'none' && !routeSet.pushing;
  });

  protected change(route: RouteView): Promise<boolean> {
    return this.actions.change(this.sandbox.id(), route, (routeSet) => this.store.take(routeSet));
  }

  /** Taken back with the set that the gateway had: by then the push is mostly over. */
  protected push(hash?: string): Promise<void> {
    const sandboxId = this.sandbox.id();
    const before = this.store.routeSet()?.applied?.revision ?? null;
    return this.whileBusy(async () => {
      const { id } = await this.store.push(sandboxId, hash ? { hash } : {});
      if (before === null) return this.watch(id);
      this.toasts.undoable('The push is under way.', () => this.store.goBackTo(sandboxId, before));
    });
  }

  protected async goBackTo(revision: number): Promise<void> {
    const sandboxId = this.sandbox.id();
    const isSure = await this.dialogs.ask({
      heading: `Go back to revision ${revision}?`,
      text: 'That set of routes is pushed to the gateway again, and replaces what is decided now.',
      action: 'Go back',
    });
    if (!isSure) return;
    await this.whileBusy(async () => this.watch((await this.store.goBackTo(sandboxId, revision)).id));
  }

  protected async adopt(): Promise<void> {
    const sandboxId = this.sandbox.id();
    const isSure = await this.dialogs.ask({
      heading: 'Adopt what the gateway has?',
      text: 'The addresses that it was given by hand become overrides of this sandbox.',
      action: 'Adopt',
    });
    if (isSure) await this.whileBusy(() => this.store.adopt(sandboxId));
  }

  protected probe(): Promise<void> {
    return this.whileBusy(() => this.store.probe(this.sandbox.id()));
  }

  /** A push is a deployment: it has a page with steps and a log. */
  private watch(id: string): void {
    this.toasts.done('The push is under way.', {
      action: 'Watch it',
      run: () => void this.router.navigate(['/deployments', id]),
    });
  }

  private async whileBusy(command: () => Promise<void>): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    await this.toasts.attempt(command());
    this.isBusy.set(false);
  }
}
