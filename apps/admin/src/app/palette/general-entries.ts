import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { SigningOut } from '../auth/signing-out';
import { EnvironmentCreation } from '../environments/environment-creation';
import { firstSentence, Toasts } from '../errors/toasts';
import { SECTIONS } from '../layout/sections';
import { RepositoryAdding } from '../repositories/repository-adding';
import { Shortcuts } from '../shortcuts/shortcuts';
import { Theme, THEME_WORDS, type ThemeChoice } from '../ui/theme';
import { WebhookCreation } from '../webhooks/webhook-creation';
import { type PaletteEntry } from './palette-entries';

/** The pages of the app, and what can be done wherever one stands. */
@Injectable({ providedIn: 'root' })
export class GeneralEntries {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly shortcuts = inject(Shortcuts);
  private readonly theme = inject(Theme);
  private readonly environments = inject(EnvironmentCreation);
  private readonly repositories = inject(RepositoryAdding);
  private readonly webhooks = inject(WebhookCreation);
  private readonly signingOut = inject(SigningOut);
  private readonly toasts = inject(Toasts);

  actions(): PaletteEntry[] {
    return [
      ...this.undoing(),
      ...(this.session.mayBuild() ? this.making() : []),
      this.action('repository', 'Add a repository …', () => this.repositories.begin()),
      this.action('compare-sandboxes', 'Compare sandboxes', this.to('/sandboxes/compare')),
      this.action('compare-environments', 'Compare environments', this.to('/environments/compare')),
      ...this.colours(),
      this.action('shortcuts', 'Show the keyboard shortcuts', () => this.shortcuts.showHelp()),
      this.shortcuts.areOn()
        ? this.action('keys', 'Turn single-key shortcuts off', () => this.shortcuts.turn(false))
        : this.action('keys', 'Turn single-key shortcuts on', () => this.shortcuts.turn(true)),
      { ...this.action('sign-out', 'Sign out', () => this.signingOut.begin()), isFinal: true },
    ];
  }

  pages(): PaletteEntry[] {
    const sections = SECTIONS.flatMap((group) => group.sections).filter(
      ({ isForOps }) => !isForOps || this.session.isOps(),
    );
    return [...sections, { name: 'My tokens and session', path: '/session' }].map(({ name, path }) => ({
      key: `page:${path}`,
      group: 'page',
      name,
      about: '',
      run: this.to(path),
    }));
  }

  private undoing(): PaletteEntry[] {
    const change = this.toasts.lastChange();
    if (!change) return [];
    const name = `Undo: ${firstSentence(change.message)}`;
    return [{ ...this.action('undo', name, () => this.toasts.takeBack(change)), isFinal: true }];
  }

  private making(): PaletteEntry[] {
    return [
      this.action('new-sandbox', 'New sandbox', this.to('/sandboxes/new')),
      this.action('new-template', 'Write a template', this.to('/templates/new')),
      this.action('new-environment', 'New environment …', () => this.environments.begin()),
      this.action('new-webhook', 'New webhook …', () => this.webhooks.begin()),
    ];
  }

  private colours(): PaletteEntry[] {
    return (Object.entries(THEME_WORDS) as [ThemeChoice, string][])
      .filter(([choice]) => choice !== this.theme.choice())
      .map(([choice, words]) => ({
        ...this.action(`theme-${choice}`, `Colours: ${words.toLowerCase()}`, () => this.theme.choose(choice)),
        about: 'Theme',
      }));
  }

  private action(key: string, name: string, run: () => unknown): PaletteEntry {
    return { key: `action:${key}`, group: 'action', name, about: '', run };
  }

  private to(url: string): () => Promise<boolean> {
    return () => this.router.navigateByUrl(url);
  }
}
