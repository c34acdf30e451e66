import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { SECTIONS } from '../layout/sections';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { KeySequence } from './key-sequence';

const loadCommandPalette: DialogCode = () =>
  import('../palette/command-palette').then((file) => file.CommandPalette);
const loadShortcutSheet: DialogCode = () => import('./shortcut-sheet').then((file) => file.ShortcutSheet);

export interface Shortcut {
  /** `g s`: one key after the other. */
  keys: string;
  says: string;
  run: () => unknown;
}

const KEPT = 'sdp-single-keys';

/** What the keyboard does on every page. Single keys can be turned off, for people who dictate. */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly _areOn = signal(localStorage.getItem(KEPT) !== 'off');

  readonly areOn = this._areOn.asReadonly();
  readonly all: readonly Shortcut[] = [
    { keys: '/', says: 'Search on this page', run: () => this.search() },
    { keys: 'n', says: 'New sandbox', run: () => this.newSandbox() },
    ...SECTIONS.flatMap(({ sections }) =>
      sections.map(({ key, name, path }) => ({
        keys: `g ${key}`,
        says: `Go to ${name.toLowerCase()}`,
        run: () => this.router.navigateByUrl(path),
      })),
    ),
    { keys: '?', says: 'These shortcuts', run: () => this.showHelp() },
  ];
  private readonly sequence = new KeySequence(this.all.map(({ keys }) => keys));

  turn(areOn: boolean): void {
    this._areOn.set(areOn);
    localStorage.setItem(KEPT, areOn ? 'on' : 'off');
  }

  /** Answers whether the key was meant for a shortcut. */
  press(event: KeyboardEvent): void {
    if (this.dialogs.isOpen() || event.altKey) return;
    if (event.ctrlKey || event.metaKey) return this.command(event);
    if (!this._areOn() || isTyping(event.target)) return;
    const keys = this.sequence.press(event.key, event.timeStamp);
    const shortcut = this.all.find((each) => each.keys === keys);
    if (!shortcut) return;
    event.preventDefault();
    void shortcut.run();
  }

  /** With Ctrl, or the command key of a Mac. */
  private command(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (key === 'k') {
      event.preventDefault();
      void this.openPalette();
    }
    const change = this.toasts.lastChange();
    if (key !== 'z' || event.shiftKey || !change || isTyping(event.target)) return;
    event.preventDefault();
    void this.toasts.takeBack(change);
  }

  async openPalette(): Promise<void> {
    const run = await this.dialogs.open<() => unknown>(loadCommandPalette, null, {
      width: '620px',
      autoFocus: 'input',
      ariaLabel: 'Find or do',
      position: { top: '12vh' },
    });
    await run?.();
  }

  async showHelp(): Promise<void> {
    await this.dialogs.open(loadShortcutSheet, null, { width: '520px' });
  }

  private newSandbox(): Promise<boolean> {
    return this.router.navigateByUrl(this.session.mayBuild() ? '/sandboxes/new' : '/templates');
  }

  private search(): void {
    this.document.querySelector<HTMLInputElement>('main input[type=search]')?.focus();
  }
}

/** Keys that are typed into something, or that choose in a list, are not for us. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null
  );
}
