import { Component, inject } from '@angular/core';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { type CreatedToken } from '@sdp/protocol';
import { CopyButton } from '../ui/copy-button';

/** Shows a new token: this once. */
@Component({
  selector: 'sdp-new-token-dialog',
  imports: [CopyButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>Your token “{{ token.name }}”</h2>
    <mat-dialog-content>
      <p>It is shown only now. Keep it where your program finds it, and nowhere else.</p>
      <div class="token">
        <code class="foreign" data-testid="new-token">{{ token.token }}</code>
        <sdp-copy-button label="the token" [text]="token.token" />
      </div>
      <p>
        For <code>sdp</code>: <code>SDP_TOKEN</code>. For anything else:
        <code>Authorization: Bearer …</code>
      </p>
    </mat-dialog-content>
    <mat-dialog-actions align="end" class="actions">
      <button type="button" class="button primary" mat-dialog-close data-testid="token-taken">
        I have it
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      margin: 0 0 12px;
      color: var(--text-2);
    }
    .token {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      margin-bottom: 12px;
      padding: 8px 8px 8px 14px;
      border: 1px solid var(--border-strong);
      border-radius: 8px;
      color: var(--text);
    }
    .token code {
      overflow-wrap: anywhere;
    }
  `,
})
export class NewTokenDialog {
  protected readonly token = inject<CreatedToken>(MAT_DIALOG_DATA);
}
