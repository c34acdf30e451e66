import { DestroyRef, effect, inject, type Signal, signal, untracked } from '@angular/core';
import { SessionStore } from '../auth/session-store';
import { readDraft, removeDraft, writeDraft } from './draft-storage';

export interface DraftedForm<T> {
  /** What tells it from other forms: `new sandbox`. `undefined` while it is not known yet. */
  key: () => string | undefined;
  /** What was typed, without secrets; `undefined` where there is nothing worth keeping. Read as a signal. */
  read: () => T | undefined;
  /** Puts it back into the form. */
  write: (value: T) => void;
  /** The form as it is without a draft. */
  clear: () => void;
}

/**
 * Keeps what is typed into a form until it is sent: over a reload, a wrong click, a session that ended. It is put back
 * when the form is opened again, and `restoredAt` says that it was.
 */
export class Draft<T> {
  private readonly _restoredAt = signal<string | undefined>(undefined);
  private readonly session = inject(SessionStore).session;
  private readonly form: DraftedForm<T>;
  private isSent = false;
  private openedKey: string | undefined;

  readonly restoredAt: Signal<string | undefined> = this._restoredAt.asReadonly();

  /** Needs an injection context, and the form in it. */
  constructor(form: DraftedForm<T>) {
    this.form = form;
    effect(() => {
      const name = form.key();
      if (name === undefined) return;
      const key = `${this.session()?.username} ${name}`;
      if (key !== this.openedKey) untracked(() => this.restore(key));
      this.keep(key, form.read());
    });
    warnBeforeUnload(() => !this.isSent && untracked(form.read) !== undefined);
  }

  /** It was sent: nothing is kept any more. */
  sent(): void {
    this.isSent = true;
    this._restoredAt.set(undefined);
    if (this.openedKey !== undefined) removeDraft(this.openedKey);
  }

  /** The person wants the form without it; answers what brings it back, even when the form was left meanwhile. */
  discard(): () => void {
    const [key, value, at] = [this.openedKey, untracked(this.form.read), this._restoredAt()];
    this._restoredAt.set(undefined);
    this.form.clear();
    return () => this.bringBack(key, value, at);
  }

  /** Not where it is sent by now, or something else is typed. */
  mayBringBack(): boolean {
    return !this.isSent && untracked(this.form.read) === undefined;
  }

  private bringBack(key: string | undefined, value: T | undefined, at: string | undefined): void {
    if (key === undefined || value === undefined || this.isSent) return;
    writeDraft(key, value);
    if (key !== this.openedKey) return;
    this.form.write(value);
    this._restoredAt.set(at);
  }

  private restore(key: string): void {
    this.openedKey = key;
    this.isSent = false;
    const kept = readDraft<T>(key);
    if (!kept) return;
    this.form.write(kept.value);
    this._restoredAt.set(kept.at);
  }

  private keep(key: string, value: T | undefined): void {
    if (this.isSent) return;
    if (value === undefined) removeDraft(key);
    else writeDraft(key, value);
  }
}

/** A window that is closed takes its drafts along: the browser asks first. Needs an injection context. */
export function warnBeforeUnload(isUnsaved: () => boolean): void {
  const warn = (event: BeforeUnloadEvent) => {
    if (isUnsaved()) event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);
  inject(DestroyRef).onDestroy(() => window.removeEventListener('beforeunload', warn));
}
