import { DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';

/** The address follows once nobody types any more. */
const TYPING_MS = 200;

/** What a list is searched for; it stands in the address as `?q=`, so that it can be shared and come back to. */
export class AddressSearch {
  private readonly router = inject(Router);
  private readonly _text = signal('');
  private written = '';
  private writing: ReturnType<typeof setTimeout> | undefined;

  /** What is searched for now; the address is a moment behind. */
  readonly text = this._text.asReadonly();

  /** Needs an injection context. `q` is what the address has. */
  constructor(q: () => string | undefined) {
    effect(() => {
      const text = q() ?? '';
      if (text !== untracked(this._text) && text !== this.written) this._text.set(text);
      this.written = text;
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.writing));
  }

  type(event: Event): void {
    this._text.set((event.target as HTMLInputElement).value);
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(this._text()), TYPING_MS);
  }

  private write(q: string): void {
    this.written = q;
    void this.router.navigate([], {
      queryParams: { q: q || undefined },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
