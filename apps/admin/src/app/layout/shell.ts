import { Component, inject } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
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

  protected async signOut(): Promise<void> {
    await this.toasts.attempt(this.sessions.signOut());
    if (!this.session()) await this.router.navigateByUrl('/sign-in');
  }

  protected skipTo(content: HTMLElement): void {
    content.focus();
  }
}
