import { DestroyRef, inject, Injectable } from '@angular/core';
import { type CanActivateChildFn } from '@angular/router';
import { warnBeforeUnload } from '../drafts/draft';
import { TypedText } from './typed-text';

/** The forms of open dialogs: whoever would close one asks here first whether something typed would be lost. */
@Injectable({ providedIn: 'root' })
export class OpenForms {
  private readonly texts = new Set<TypedText>();
  private ask: () => Promise<boolean> = async () => true;

  /** For a form that is there as long as its injection context. A window that is closed would take it along, too. */
  begin(): TypedText {
    const text = new TypedText();
    this.texts.add(text);
    inject(DestroyRef).onDestroy(() => this.texts.delete(text));
    warnBeforeUnload(() => text.isThere());
    return text;
  }

  hasTyped(within: Node = document): boolean {
    return [...this.texts].some((text) => text.isThere(within));
  }

  /** What opens dialogs is not loaded before there is one. */
  guardedBy(ask: () => Promise<boolean>): void {
    this.ask = ask;
  }

  mayLeave(): Promise<boolean> {
    return this.ask();
  }
}

/** No page comes under a dialog into which something is typed: the way back in the browser is one wrong gesture away. */
export const keepTyped: CanActivateChildFn = () => inject(OpenForms).mayLeave();
