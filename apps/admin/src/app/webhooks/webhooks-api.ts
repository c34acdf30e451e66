import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type CreatePullRequestRuleRequest,
  type CreateWebhookRequest,
  type DeliveryView,
  type UpdatePullRequestRuleRequest,
  type UpdateWebhookRequest,
  type WebhookView,
  type WebhookWithSecret,
} from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';

export const WEBHOOKS_URL = '/api/webhooks';

/** Commands on webhooks, and on what belongs to one. */
@Injectable({ providedIn: 'root' })
export class WebhooksApi {
  private readonly http = inject(HttpClient);

  all(): Promise<WebhookView[]> {
    return firstValueFrom(this.http.get<WebhookView[]>(WEBHOOKS_URL));
  }

  read(id: string): Promise<WebhookView> {
    return firstValueFrom(this.http.get<WebhookView>(webhookUrl(id)));
  }

  create(request: CreateWebhookRequest): Promise<WebhookWithSecret> {
    return firstValueFrom(this.http.post<WebhookWithSecret>(WEBHOOKS_URL, request));
  }

  update(id: string, request: UpdateWebhookRequest): Promise<WebhookView> {
    return firstValueFrom(this.http.patch<WebhookView>(webhookUrl(id), request));
  }

  rotate(id: string): Promise<WebhookWithSecret> {
    return firstValueFrom(this.http.post<WebhookWithSecret>(`${webhookUrl(id)}/secret`, {}));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(webhookUrl(id)));
  }

  addRule(id: string, request: CreatePullRequestRuleRequest): Promise<WebhookView> {
    return firstValueFrom(this.http.post<WebhookView>(`${webhookUrl(id)}/rules`, request));
  }

  changeRule(id: string, ruleId: string, request: UpdatePullRequestRuleRequest): Promise<WebhookView> {
    return firstValueFrom(this.http.patch<WebhookView>(`${webhookUrl(id)}/rules/${ruleId}`, request));
  }

  removeRule(id: string, ruleId: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${webhookUrl(id)}/rules/${ruleId}`));
  }

  redeliver(id: string, deliveryId: string): Promise<DeliveryView> {
    const url = `${webhookUrl(id)}/deliveries/${deliveryId}/redeliver`;
    return firstValueFrom(this.http.post<DeliveryView>(url, {}));
  }
}

export function webhookUrl(id: string): string {
  return `${WEBHOOKS_URL}/${encodeURIComponent(id)}`;
}
