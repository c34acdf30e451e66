import { type ComponentType } from '@angular/cdk/portal';
import { DOCUMENT, inject, Injectable } from '@angular/core';
import { MatDialog, type MatDialogConfig } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { ConfirmDialog, type Question } from './confirm-dialog';
import { NameDialog, type NameRequest } from './name-dialog';

const WIDTH = '560px';

/** Opens dialogs, and waits for what they close with. */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly dialog = inject(MatDialog);
  private readonly document = inject(DOCUMENT);

  /** `undefined` when it was left without an answer. */
  open<Result, Data = unknown>(
    component: ComponentType<unknown>,
    data: Data,
    {
      width = WIDTH,
      autoFocus = 'first-tabbable',
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
      ...rest,
    });
    return firstValueFrom(opened.afterClosed());
  }

  /** An entry of a menu is gone when its dialog closes: the keyboard goes back to what opened the menu. */
  private openedMenu(): HTMLElement | null {
    return this.document.querySelector('.mat-mdc-menu-trigger[aria-expanded=true]');
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
