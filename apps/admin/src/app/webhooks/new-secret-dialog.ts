import { Component, DOCUMENT, inject } from '@angular/core';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { type WebhookWithSecret } from '@sdp/protocol';
import { CopyButton } from '../ui/copy-button';
import { addressOf } from './webhook-states';

export interface NewSecret extends WebhookWithSecret {
  /** Otherwise Bitbucket knows the webhook already, with another secret. */
  isNew: boolean;
}

/** Shows a secret, this once, and where in Bitbucket it goes. */
@Component({
  selector: 'sdp-new-secret-dialog',
  imports: [CopyButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  templateUrl: './new-secret-dialog.html',
  styleUrl: './new-secret-dialog.scss',
})
export class NewSecretDialog {
  protected readonly data = inject<NewSecret>(MAT_DIALOG_DATA);
  protected readonly address = addressOf(this.data.webhook, inject(DOCUMENT).location);
}
