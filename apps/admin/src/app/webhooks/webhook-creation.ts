import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type WebhookWithSecret } from '@sdp/protocol';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { NewSecretDialog } from './new-secret-dialog';
import { type WebhookWish } from './webhook-dialog';
import { WebhooksApi } from './webhooks-api';

const loadWebhookDialog: DialogCode = () => import('./webhook-dialog').then((file) => file.WebhookDialog);

/** Makes a webhook and shows its secret once, from the list or from the command palette. */
@Injectable({ providedIn: 'root' })
export class WebhookCreation {
  private readonly api = inject(WebhooksApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);

  async begin(): Promise<void> {
    let made: WebhookWithSecret | undefined;
    const wish: WebhookWish = { save: async (request) => (made = await this.api.create(request)) };
    await this.dialogs.open(loadWebhookDialog, wish);
    if (!made) return;
    await this.dialogs.open(
      async () => NewSecretDialog,
      { ...made, isNew: true },
      { width: '640px', disableClose: true },
    );
    await this.router.navigate(['/webhooks', made.webhook.id]);
  }
}
