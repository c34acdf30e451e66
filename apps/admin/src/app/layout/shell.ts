import { Component, type ElementRef, inject, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { Icon } from '../ui/icon';
import { ConnectionBanner } from './connection-banner';

/** The frame around every page: where you can go, who you are, and whether what you see is live. */
@Component({
  selector: 'sdp-shell',
  imports: [
    ConnectionBanner,
    Icon,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly session = this.sessions.session;
  protected readonly sections = [
    { path: '/sandboxes', name: 'Sandboxes' },
    { path: '/deployments', name: 'Deployments' },
    { path: '/agents', name: 'Agents' },
    { path: '/repositories', name: 'Repositories' },
  ];

  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');
  private path: string | undefined;

  constructor() {
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationEnd) this.arrived(event.urlAfterRedirects);
    });
  }

  protected async signOut(): Promise<void> {
    await this.toasts.attempt(this.sessions.signOut());
    if (!this.session()) await this.router.navigateByUrl('/sign-in');
  }

  protected skipToContent(): void {
    this.content().nativeElement.focus({ preventScroll: true });
  }

  /** Another page: the keyboard goes on in it, and a screen reader reads it, as after a real page load. */
  private arrived(url: string): void {
    const path = pathOf(url);
    if (this.path !== undefined && path !== this.path) this.skipToContent();
    this.path = path;
  }
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}
