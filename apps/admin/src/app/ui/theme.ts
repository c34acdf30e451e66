import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

export type ThemeChoice = 'light' | 'dark' | 'system';

export const THEME_WORDS: Readonly<Record<ThemeChoice, string>> = {
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
};

const KEPT = 'sdp-theme';
const SCHEMES: Readonly<Record<ThemeChoice, string>> = { light: 'light', dark: 'dark', system: '' };

/** Light or dark, as this browser's person wants it. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly _choice = signal<ThemeChoice>(kept());

  readonly choice = this._choice.asReadonly();

  constructor() {
    effect(() => void (this.root.style.colorScheme = SCHEMES[this._choice()]));
  }

  choose(choice: ThemeChoice): void {
    this._choice.set(choice);
    if (choice === 'system') localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, choice);
  }
}

function kept(): ThemeChoice {
  const choice = localStorage.getItem(KEPT);
  return choice === 'light' || choice === 'dark' ? choice : 'system';
}
