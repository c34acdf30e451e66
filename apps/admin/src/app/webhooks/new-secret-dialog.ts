import { Component, DOCUMENT, inject } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { type WebhookWithSecret } from '@sdp/protocol';
import { ShownOnce, type ShownValue } from '../ui/shown-once';
import { addressOf } from './webhook-states';

export interface NewSecret extends WebhookWithSecret {
  /** Otherwise Bitbucket knows the webhook already, with another secret. */
  isNew: boolean;
}

/** Shows a secret, this once, and where in Bitbucket it goes. */
@Component({
  selector: 'sdp-new-secret-dialog',
  imports: [ShownOnce],
  templateUrl: './new-secret-dialog.html',
  styleUrl: './new-secret-dialog.scss',
})
export class NewSecretDialog {
  protected readonly data = inject<NewSecret>(MAT_DIALOG_DATA);
  protected readonly values: readonly ShownValue[] = [
    {
      name: 'Address (URL)',
      what: 'the address',
      value: addressOf(this.data.webhook, inject(DOCUMENT).location),
      testId: 'webhook-address',
    },
    { name: 'Secret', what: 'the secret', value: this.data.secret, testId: 'webhook-secret' },
  ];
}
