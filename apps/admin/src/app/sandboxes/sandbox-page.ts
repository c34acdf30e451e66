import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { keepTitle } from '../layout/page-title';
import { RouteSetStore } from '../route-sets/route-set-store';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { SandboxHead } from './sandbox-head';
import { SandboxStore } from './sandbox-store';

const SECTIONS = [
  { path: 'services', name: 'Services' },
  { path: 'routes', name: 'Routes' },
  { path: 'variables', name: 'Variables' },
  { path: 'runtime', name: 'Runtime' },
  { path: 'activity', name: 'Activity' },
  { path: 'template', name: 'Template' },
  { path: 'settings', name: 'Settings' },
] as const;

/** One sandbox: what it is, how it is called, and its sections. */
@Component({
  selector: 'sdp-sandbox-page',
  imports: [EmptyState, Icon, LoadState, RouterLink, RouterLinkActive, RouterOutlet, SandboxHead],
  providers: [SandboxStore, RouteSetStore],
  template: `
    <a class="crumb" routerLink="/sandboxes"><sdp-icon name="back" />Sandboxes</a>
    @if (store.isGone() || !store.sandbox()) {
      <h1 class="visually-hidden" data-provisional>Sandbox</h1>
    }
    @if (store.isGone()) {
      <sdp-empty-state icon="trash" heading="This sandbox was deleted">
        Its services and their containers are gone.
        <a action class="button" routerLink="/sandboxes">To the sandboxes</a>
      </sdp-empty-state>
    } @else {
      <sdp-load-state what="This sandbox" [of]="store" [count]="3" [height]="130" />
      @if (store.sandbox(); as sandbox) {
        <sdp-sandbox-head [sandbox]="sandbox" />
        <nav class="tabs" aria-label="Sections of the sandbox">
          @for (section of sections(); track section.path) {
            <a
              routerLinkActive="active"
              ariaCurrentWhenActive="page"
              [routerLink]="['/sandboxes', sandbox.id, section.path]"
              [attr.data-testid]="'section-' + section.path"
              >{{ section.name }}</a
            >
          }
        </nav>
        <router-outlet />
      }
    }
  `,
})
export class SandboxPage {
  readonly sandboxId = input.required<string>();

  protected readonly store = inject(SandboxStore);
  private readonly routeSets = inject(RouteSetStore);
  private readonly router = inject(Router);
  protected readonly sections = computed(() =>
    SECTIONS.filter(({ path }) => path !== 'template' || this.store.sandbox()?.template),
  );

  constructor() {
    effect(() => {
      this.store.open(this.sandboxId());
      this.routeSets.open(this.sandboxId());
    });
    keepTitle(() => this.titleOf(this.store.sandbox()?.name));
  }

  private titleOf(name: string | undefined): string | undefined {
    const shown = this.router.url.split(/[?#]/, 1)[0]?.split('/').pop();
    const section = SECTIONS.slice(1).find(({ path }) => path === shown);
    return name && (section ? `${section.name} of ${name} · Sandbox` : `${name} · Sandbox`);
  }
}
