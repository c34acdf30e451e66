import { Component, inject } from '@angular/core';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { CopyButton } from '../ui/copy-button';

export interface NewToken {
  name: string;
  token: string;
}

/** Shows an agent's new token: this once. */
@Component({
  selector: 'sdp-token-dialog',
  imports: [CopyButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>The new token of {{ data.name }}</h2>
    <mat-dialog-content>
      <p>
        It is shown only now. Give it to the agent as <code>SDP_AGENT_TOKEN</code>, and start the agent again.
      </p>
      <div class="token">
        <code class="foreign" data-testid="new-token">{{ data.token }}</code>
        <sdp-copy-button label="the token" [text]="data.token" />
      </div>
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
      padding: 8px 8px 8px 14px;
      border: 1px solid var(--border-strong);
      border-radius: 8px;
      color: var(--text);
    }
  `,
})
export class TokenDialog {
  protected readonly data = inject<NewToken>(MAT_DIALOG_DATA);
}
