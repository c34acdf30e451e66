import { Component, inject } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Shortcuts } from './shortcuts';

/** What the keyboard does, and a switch for those who would rather not. */
@Component({
  selector: 'sdp-shortcut-sheet',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>Keyboard shortcuts</h2>
    <mat-dialog-content data-testid="shortcut-sheet">
      <dl>
        <div>
          <dt><kbd>Ctrl</kbd> <kbd>K</kbd></dt>
          <dd>Go anywhere, start anything</dd>
        </div>
        <div>
          <dt><kbd>Ctrl</kbd> <kbd>Z</kbd></dt>
          <dd>Take back what you did last, for five minutes</dd>
        </div>
        @for (shortcut of shortcuts.all; track shortcut.keys) {
          <div [class.off]="!shortcuts.areOn()">
            <dt>
              @for (key of shortcut.keys.split(' '); track $index) {
                <kbd>{{ key }}</kbd>
                @if (!$last) {
                  then
                }
              }
            </dt>
            <dd>{{ shortcut.says }}</dd>
          </div>
        }
      </dl>
      <label class="check">
        <input type="checkbox" [checked]="shortcuts.areOn()" (change)="shortcuts.turn(!shortcuts.areOn())" />
        <span>Shortcuts of single keys <span class="hint">(turn them off when you dictate)</span></span>
      </label>
    </mat-dialog-content>
    <mat-dialog-actions align="end" class="actions">
      <button type="button" class="button" mat-dialog-close>Close</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      color: var(--text);
    }
    dl {
      display: grid;
      gap: 8px;
      margin: 0 0 20px;
    }
    dl div {
      display: grid;
      grid-template-columns: 130px 1fr;
      align-items: center;
    }
    dt {
      color: var(--text-2);
      font-size: 12.5px;
    }
    dd {
      margin: 0;
    }
    .off {
      color: var(--text-2);
      text-decoration: line-through;
    }
  `,
})
export class ShortcutSheet {
  protected readonly shortcuts = inject(Shortcuts);
}
