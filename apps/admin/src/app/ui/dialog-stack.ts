import { type ComponentType } from '@angular/cdk/portal';
import { DOCUMENT, inject, Injectable } from '@angular/core';
import { MatDialog, type MatDialogConfig, type MatDialogRef } from '@angular/material/dialog';
import { filter, firstValueFrom, merge } from 'rxjs';
import { ConfirmDialog, type Question } from './confirm-dialog';
import { OpenForms } from './open-forms';

export type DialogOptions = Pick<
  MatDialogConfig,
  'width' | 'position' | 'ariaLabel' | 'disableClose' | 'restoreFocus'
> & { autoFocus?: string };

const WIDTH = '560px';
const LOSE_TYPED: Question = {
  heading: 'Throw away what you typed?',
  text: 'It is not sent yet, and is lost when this closes.',
  action: 'Throw it away',
  refusal: 'Go on typing',
};

/**
 * Shows dialogs, and waits for what they close with. Escape, a click beside a dialog and the browser's way back close it,
 * but not without a question while something is typed into it.
 */
@Injectable({ providedIn: 'root' })
export class DialogStack {
  private readonly dialog = inject(MatDialog);
  private readonly document = inject(DOCUMENT);
  private readonly forms = inject(OpenForms);
  /** Those that a person may close without an answer, by id. */
  private readonly closable = new Set<string>();

  isOpen(): boolean {
    return this.dialog.openDialogs.length > 0;
  }

  open<Result, Data = unknown>(
    component: ComponentType<unknown>,
    data: Data,
    { width = WIDTH, autoFocus = 'first-tabbable', disableClose = false, ...rest }: DialogOptions = {},
  ): Promise<Result | undefined> {
    const opened = this.dialog.open<unknown, Data, Result>(component, {
      data,
      width,
      autoFocus,
      disableClose: true,
      closeOnNavigation: false,
      ...rest,
    });
    if (!disableClose) this.closeByHand(opened);
    return firstValueFrom(opened.afterClosed());
  }

  /** Before another page is shown: whether it may be. Then no dialog stays behind. */
  async mayLeave(): Promise<boolean> {
    if (this.forms.hasTyped() && !(await this.askWhetherToLose())) return false;
    this.dialog.openDialogs.filter(({ id }) => this.closable.has(id)).forEach((opened) => opened.close());
    return true;
  }

  closeAll(): void {
    this.dialog.closeAll();
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
    if (!wouldLose || (await this.askWhetherToLose())) opened.close();
  }

  private async askWhetherToLose(): Promise<boolean> {
    const answer = await this.open<boolean, Question>(ConfirmDialog, LOSE_TYPED, { width: '460px' });
    return answer === true;
  }
}
