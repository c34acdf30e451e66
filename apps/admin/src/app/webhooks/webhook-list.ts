import { Component, DOCUMENT, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type WebhookView, type WebhookWithSecret } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { CopyButton } from '../ui/copy-button';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { NewSecretDialog } from './new-secret-dialog';
import { WebhookDialog, type WebhookWish } from './webhook-dialog';
import { WebhookListStore } from './webhook-list-store';
import { addressOf, webhookState } from './webhook-states';
import { WebhooksApi } from './webhooks-api';

@Component({
  selector: 'sdp-webhook-list',
  imports: [Ago, Chip, CopyButton, EmptyState, Icon, LoadState, RouterLink],
  providers: [WebhookListStore],
  templateUrl: './webhook-list.html',
  styleUrl: './webhook-address.scss',
})
export class WebhookList {
  protected readonly store = inject(WebhookListStore);
  protected readonly session = inject(SessionStore);
  private readonly api = inject(WebhooksApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly location = inject(DOCUMENT).location;
  protected readonly stateOf = webhookState;

  protected address(webhook: WebhookView): string {
    return addressOf(webhook, this.location);
  }

  protected async create(): Promise<void> {
    let made: WebhookWithSecret | undefined;
    const wish: WebhookWish = { save: async (request) => (made = await this.api.create(request)) };
    await this.dialogs.open(WebhookDialog, wish);
    if (!made) return;
    await this.dialogs.open(NewSecretDialog, { ...made, isNew: true }, { width: '640px' });
    await this.router.navigate(['/webhooks', made.webhook.id]);
  }
}
