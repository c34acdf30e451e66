import { OverlayContainer } from '@angular/cdk/overlay';
import { type ComponentType } from '@angular/cdk/portal';
import {
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { SigningOut } from '../auth/signing-out';
import { FullLoad } from '../errors/full-load';
import { Shortcuts } from '../shortcuts/shortcuts';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { Theme, THEME_WORDS, type ThemeChoice } from '../ui/theme';
import { ConnectionBanner } from './connection-banner';
import { beginPage } from './page-beginning';
import { SECTIONS } from './sections';

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
  host: { '(keydown.escape)': 'isOpen.set(false)', '(document:keydown)': 'shortcuts.press($event)' },
})
export class Shell {
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  protected readonly signingOut = inject(SigningOut);
  protected readonly theme = inject(Theme);
  protected readonly themes = Object.entries(THEME_WORDS) as [ThemeChoice, string][];
  private readonly dialogs = inject(Dialogs);
  private readonly fullLoad = inject(FullLoad);
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly session = this.sessions.session;
  protected readonly isOpen = signal(false);
  protected readonly groups = computed(() =>
    SECTIONS.map(({ name, sections }) => ({
      name,
      sections: sections.filter(({ isForOps }) => !isForOps || this.sessions.isOps()),
    })),
  );

  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');
  private readonly personMenu = viewChild(MatMenuTrigger);
  private path: string | undefined;

  constructor() {
    inject(OverlayContainer).getContainerElement().setAttribute('role', 'region');
    inject(OverlayContainer).getContainerElement().setAttribute('aria-label', 'Menus and dialogs');
    effect(() => {
      if (this.sessions.hasLapsed()) void this.signInAgain();
    });
    // The session ended for good: what was typed is not to stand above the sign-in, for whoever comes next.
    inject(DestroyRef).onDestroy(() => this.dialogs.closeAll());
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationEnd) this.arrived(event.urlAfterRedirects);
    });
  }

  private async signInAgain(): Promise<void> {
    const code = await this.loadSignIn().catch(() => undefined);
    if (!code) return this.signInElsewhere();
    await this.dialogs.open(async () => code, null, {
      width: '460px',
      autoFocus: '[type=password]',
      disableClose: true,
    });
  }

  private async loadSignIn(): Promise<ComponentType<unknown>> {
    const [{ SignInAgain }] = await Promise.all([import('../auth/sign-in-again'), this.dialogs.prepare()]);
    return SignInAgain;
  }

  /** A new release has replaced the dialog, say: without it every request of this page would wait for ever. */
  private signInElsewhere(): Promise<void> {
    const query = new URLSearchParams({ returnTo: this.router.url });
    return this.fullLoad.to(`/sign-in?${query}`, () => this.sessions.hasLapsed());
  }

  protected skipToContent(): void {
    this.content().nativeElement.focus({ preventScroll: true });
  }

  /** Another page: the keyboard goes on in it, and a screen reader reads it, as after a real page load. */
  private arrived(url: string): void {
    this.isOpen.set(false);
    this.personMenu()?.closeMenu();
    const path = pathOf(url);
    if (this.path !== undefined && pageOf(path) !== pageOf(this.path))
      beginPage(this.content().nativeElement);
    this.path = path;
  }
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** The sections of one sandbox are one page: the keyboard stays on their tabs. */
function pageOf(path: string): string {
  return /^\/sandboxes\/[^/]+(?=\/[a-z]+$)/.exec(path)?.[0] ?? path;
}
