import { Component, DOCUMENT, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type WebhookView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { CopyButton } from '../ui/copy-button';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { WebhookCreation } from './webhook-creation';
import { WebhookListStore } from './webhook-list-store';
import { addressOf, webhookState } from './webhook-states';

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
  protected readonly creation = inject(WebhookCreation);
  private readonly location = inject(DOCUMENT).location;
  protected readonly stateOf = webhookState;

  protected address(webhook: WebhookView): string {
    return addressOf(webhook, this.location);
  }
}
