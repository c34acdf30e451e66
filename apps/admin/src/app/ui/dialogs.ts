import { type ComponentType } from '@angular/cdk/portal';
import { DOCUMENT, inject, Injectable } from '@angular/core';
import { MatDialog, type MatDialogConfig, type MatDialogRef } from '@angular/material/dialog';
import { filter, firstValueFrom, merge } from 'rxjs';
import { ConfirmDialog, type Question } from './confirm-dialog';
import { NameDialog, type NameRequest } from './name-dialog';
import { OpenForms } from './open-forms';

const WIDTH = '560px';
const LOSE_TYPED: Question = {
  heading: 'Throw away what you typed?',
  text: 'It is not sent yet, and is lost when this closes.',
  action: 'Throw it away',
  refusal: 'Go on typing',
};

/**
 * Opens dialogs, and waits for what they close with. Escape, a click beside a dialog and the browser's way back close it,
 * but not without a question while something is typed into it.
 */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly dialog = inject(MatDialog);
  private readonly document = inject(DOCUMENT);
  private readonly forms = inject(OpenForms);
  /** Those that a person may close without an answer, by id. */
  private readonly closable = new Set<string>();

  constructor() {
    this.forms.guardedBy(() => this.mayLeave());
  }

  /** `undefined` when it was left without an answer. */
  open<Result, Data = unknown>(
    component: ComponentType<unknown>,
    data: Data,
    {
      width = WIDTH,
      autoFocus = 'first-tabbable',
      disableClose = false,
      ...rest
    }: Pick<MatDialogConfig, 'width' | 'position' | 'ariaLabel' | 'disableClose'> & {
      autoFocus?: string;
    } = {},
  ): Promise<Result | undefined> {
    const opened = this.dialog.open<unknown, Data, Result>(component, {
      data,
      width,
      autoFocus,
      restoreFocus: this.openedMenu() ?? true,
      disableClose: true,
      closeOnNavigation: false,
      ...rest,
    });
    if (!disableClose) this.closeByHand(opened);
    return firstValueFrom(opened.afterClosed());
  }

  /** Before another page is shown: whether it may be. Then no dialog stays behind. */
  private async mayLeave(): Promise<boolean> {
    if (this.forms.hasTyped() && !(await this.ask(LOSE_TYPED))) return false;
    this.dialog.openDialogs.filter(({ id }) => this.closable.has(id)).forEach((opened) => opened.close());
    return true;
  }

  private closeByHand(opened: MatDialogRef<unknown, unknown>): void {
    const escapes = opened.keydownEvents().pipe(filter(({ key }) => key === 'Escape'));
    merge(escapes, opened.backdropClick()).subscribe((event) => {
      event.preventDefault();
      void this.closeUnlessTyped(opened);
    });
    this.closable.add(opened.id);
    opened.afterClosed().subscribe(() => this.closable.delete(opened.id));
  }

  private async closeUnlessTyped(opened: MatDialogRef<unknown, unknown>): Promise<void> {
    if (this.dialog.openDialogs.at(-1) !== opened) return;
    const dialog = this.document.getElementById(opened.id);
    const wouldLose = dialog !== null && this.forms.hasTyped(dialog);
    if (!wouldLose || (await this.ask(LOSE_TYPED))) opened.close();
  }

  /** An entry of a menu is gone when its dialog closes: the keyboard goes back to what opened the menu. */
  private openedMenu(): HTMLElement | null {
    return this.document.querySelector('.mat-mdc-menu-trigger[aria-expanded=true]');
  }

  /** Whatever is typed into them. */
  closeAll(): void {
    this.dialog.closeAll();
  }

  async ask(question: Question): Promise<boolean> {
    const answer = await this.open<boolean, Question>(ConfirmDialog, question, { width: '460px' });
    return answer === true;
  }

  /** Answers the name once it was taken. */
  askName(request: NameRequest): Promise<string | undefined> {
    return this.open<string, NameRequest>(NameDialog, request, { width: '460px', autoFocus: 'input' });
  }
}
