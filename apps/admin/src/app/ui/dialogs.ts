import { type ComponentType } from '@angular/cdk/portal';
import { DOCUMENT, inject, Injectable, Injector } from '@angular/core';
import { LazyCode } from '../errors/lazy-code';
import { type Question } from './confirm-dialog';
import { type DialogOptions, type DialogStack } from './dialog-stack';
import { type NameRequest } from './name-dialog';
import { OpenForms } from './open-forms';

/** Loads the component that a dialog shows. */
export type DialogCode = () => Promise<ComponentType<unknown>>;

const loadConfirmDialog: DialogCode = () => import('./confirm-dialog').then((file) => file.ConfirmDialog);
const loadNameDialog: DialogCode = () => import('./name-dialog').then((file) => file.NameDialog);

/** With these somebody begins to do something. */
const BEGINNINGS = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Opens dialogs. No page loads anything of them before somebody wants one. */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly code = inject(LazyCode);
  private readonly injector = inject(Injector);
  private readonly document = inject(DOCUMENT);
  private stack: DialogStack | undefined;
  private isLoading = false;

  constructor() {
    inject(OpenForms).guardedBy(async () => this.stack?.mayLeave() ?? true);
    this.loadSoon();
  }

  /** One is there, or about to be. */
  isOpen(): boolean {
    return this.isLoading || (this.stack?.isOpen() ?? false);
  }

  /**
   * `undefined` when it was left without an answer, could not be loaded, or another one was just about to open: the second
   * click of two means no second dialog.
   */
  async open<Result, Data = unknown>(
    code: DialogCode,
    data: Data,
    options: DialogOptions = {},
  ): Promise<Result | undefined> {
    if (this.isLoading && !options.disableClose) return undefined;
    const backTo = this.openedMenu();
    const loaded = await this.loadForOne(code);
    if (!loaded) return undefined;
    const [stack, component] = loaded;
    return stack.open<Result, Data>(component, data, { restoreFocus: backTo ?? true, ...options });
  }

  /** Loads what every dialog needs, for somebody who has to know whether that fails. */
  async prepare(): Promise<DialogStack> {
    const { DialogStack } = await import('./dialog-stack');
    return (this.stack ??= this.injector.get(DialogStack));
  }

  /** Whatever is typed into them. */
  closeAll(): void {
    this.stack?.closeAll();
  }

  async ask(question: Question): Promise<boolean> {
    return (await this.open<boolean, Question>(loadConfirmDialog, question, { width: '460px' })) === true;
  }

  /** Answers the name once it was taken. */
  askName(request: NameRequest): Promise<string | undefined> {
    return this.open<string, NameRequest>(loadNameDialog, request, { width: '460px', autoFocus: 'input' });
  }

  private async loadForOne(code: DialogCode): Promise<[DialogStack, ComponentType<unknown>] | undefined> {
    this.isLoading = true;
    try {
      return await this.code.load(Promise.all([this.prepare(), code()]));
    } finally {
      this.isLoading = false;
    }
  }

  /** Who has begun may open one next. */
  private loadSoon(): void {
    const begin = () => {
      BEGINNINGS.forEach((type) => this.document.removeEventListener(type, begin));
      void this.prepare().catch(() => undefined);
    };
    BEGINNINGS.forEach((type) => this.document.addEventListener(type, begin, { passive: true }));
  }

  /** An entry of a menu is gone when its dialog closes: the keyboard goes back to what opened the menu. */
  private openedMenu(): HTMLElement | null {
    return this.document.querySelector('.mat-mdc-menu-trigger[aria-expanded=true]');
  }
}
