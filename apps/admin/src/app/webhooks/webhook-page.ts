import { Component, DOCUMENT, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type UpdateWebhookRequest, type WebhookView } from '@sdp/protocol';
import { assertStill } from '../errors/changed-since';
import { Toasts } from '../errors/toasts';
import { keepTitle } from '../layout/page-title';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { CopyButton } from '../ui/copy-button';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { DeliveriesSection } from './deliveries-section';
import { NewSecretDialog } from './new-secret-dialog';
import { RulesSection } from './rules-section';
import { type WebhookWish } from './webhook-dialog';
import { deletionOf, rotationOf } from './webhook-questions';
import { addressOf, webhookState } from './webhook-states';
import { WebhookStore } from './webhook-store';
import { WebhooksApi } from './webhooks-api';

const loadWebhookDialog: DialogCode = () => import('./webhook-dialog').then((file) => file.WebhookDialog);

/** One webhook: what Bitbucket needs to know of it, its rules for pull requests, and what came in. */
@Component({
  selector: 'sdp-webhook-page',
  imports: [Ago, Chip, CopyButton, DeliveriesSection, EmptyState, Icon, LoadState, RouterLink, RulesSection],
  providers: [WebhookStore],
  templateUrl: './webhook-page.html',
  styleUrls: ['./webhook-address.scss', './webhook-page.scss'],
})
export class WebhookPage {
  readonly webhookId = input.required<string>();

  protected readonly store = inject(WebhookStore);
  private readonly api = inject(WebhooksApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly location = inject(DOCUMENT).location;
  protected readonly stateOf = webhookState;

  constructor() {
    effect(() => this.store.open(this.webhookId()));
    keepTitle(() => this.store.webhook() && `${this.store.webhook()?.name} · Webhook`);
  }

  protected address(webhook: WebhookView): string {
    return addressOf(webhook, this.location);
  }

  protected async edit(webhook: WebhookView): Promise<void> {
    const { id, name } = webhook;
    let left: WebhookView | undefined;
    const wish: WebhookWish = {
      webhook,
      save: async (request) => (left = await this.store.update(request)),
    };
    if (!(await this.dialogs.open<boolean>(loadWebhookDialog, wish)) || !left) return;
    const own = changeableOf(left);
    this.toasts.undoable(`The webhook ${name} was changed.`, async () => {
      assertStill(`The webhook ${name}`, own, changeableOf(await this.api.read(id)));
      await this.api.update(id, changeableOf(webhook));
    });
  }

  protected async rotate(webhook: WebhookView): Promise<void> {
    if (!(await this.dialogs.ask(rotationOf(webhook)))) return;
    const rotated = await this.toasts.attempt(this.store.rotate());
    if (rotated)
      await this.dialogs.open(
        async () => NewSecretDialog,
        { ...rotated, isNew: false },
        { width: '640px', disableClose: true },
      );
  }

  protected async remove(webhook: WebhookView): Promise<void> {
    if (await this.dialogs.ask(deletionOf(webhook))) await this.toasts.attempt(this.removeAndLeave(webhook));
  }

  private async removeAndLeave({ id, name }: WebhookView): Promise<void> {
    await this.api.remove(id);
    await this.router.navigateByUrl('/webhooks');
    this.toasts.done(`${name} was deleted.`);
  }
}

function changeableOf({ name, repositories }: WebhookView): Required<UpdateWebhookRequest> {
  return { name, repositories };
}
