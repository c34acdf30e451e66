import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { type WebhookView } from '@sdp/protocol';
import { ChangedSince } from '../errors/changed-since';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { Dialogs } from '../ui/dialogs';
import { type RuleWish } from './rule-dialog';
import { aDelivery, aRule, aWebhook } from './sample-webhooks';
import { type WebhookWish } from './webhook-dialog';
import { WebhookPage } from './webhook-page';

async function shown(webhook: WebhookView) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), socket.provider()],
  });
  TestBed.inject(LiveUpdates).connect();
  const fixture = TestBed.createComponent(WebhookPage);
  fixture.componentRef.setInput('webhookId', webhook.id);
  fixture.detectChanges();
  const http = TestBed.inject(HttpTestingController);
  const answer = (path: string, value: object) =>
    http
      .match(path)
      .find(({ cancelled }) => !cancelled)!
      .flush(value);
  answer(`/api/webhooks/${webhook.id}`, webhook);
  answer(`/api/webhooks/${webhook.id}/deliveries`, [
    aDelivery(),
    aDelivery({ id: 'delivery-2', state: 'waiting' }),
    aDelivery({ id: 'delivery-3', report: { state: 'failed', problem: 'the git host answered 403' } }),
  ]);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const all = (id: string) => [...element.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
  return { element, http, all, fixture };
}

const url = '/api/webhooks/hook-1';
const changed = aRule({ maxSandboxes: 2 });
const soon = () => new Promise((resolve) => setTimeout(resolve));

/** The dialog, in which somebody saves. */
const saving = (save: (data: unknown) => Promise<unknown>) =>
  jest.spyOn(TestBed.inject(Dialogs), 'open').mockImplementation(async (_, data) => {
    await save(data);
    return true;
  });

/** A rule that was changed, from the page of another webhook; then its own is found like that. */
async function takenBack(now: WebhookView) {
  const page = await shown(aWebhook({ rules: [aRule()] }));
  const { all, http, fixture } = page;
  saving((data) => (data as RuleWish).save({ ...aRule(), maxSandboxes: 2 }));
  all('change-rule-orders')[0]!.click();
  http.expectOne(({ method }) => method === 'PATCH').flush(aWebhook({ rules: [changed] }));
  await soon();
  fixture.componentRef.setInput('webhookId', 'hook-2');
  await fixture.whenStable();
  document.querySelector<HTMLButtonElement>('mat-snack-bar-container button')!.click();
  http.expectOne(url).flush(now);
  await soon();
  return page;
}

describe('WebhookPage', () => {
  it('shows the whole address, the rules, and why an event came to nothing', async () => {
    const { element, all } = await shown(aWebhook({ rules: [aRule({ sandboxes: 2 })] }));
    expect(element.textContent).toContain('http://localhost/api/webhooks/bitbucket/hook-1');
    expect(all('rule-orders')[0]?.textContent).toContain('2 of 5');
    expect(all('delivery')[0]?.textContent).toContain('no agent is connected');
    expect(all('report').map(({ textContent }) => textContent.trim())).toEqual([
      'Bitbucket was not told how it stands: the git host answered 403.',
    ]);
  });

  it('has one heading of the first level', async () => {
    const { element } = await shown(aWebhook());
    expect([...element.querySelectorAll('h1')].map((one) => one.textContent)).toEqual(['shop']);
  });

  it('works again on what is through, and not on what still waits', async () => {
    const { all, http } = await shown(aWebhook());
    const [through, waiting] = all('redeliver');
    expect(waiting?.getAttribute('aria-disabled')).toBe('true');
    waiting?.click();
    through?.click();
    expect(http.match(({ method }) => method === 'POST').map(({ request }) => request.url)).toEqual([
      '/api/webhooks/hook-1/deliveries/delivery-1/redeliver',
    ]);
  });

  it('takes a changed rule back at its own webhook, whichever is shown by then', async () => {
    const { http } = await takenBack(aWebhook({ rules: [changed] }));
    const { request } = http.expectOne(({ method }) => method === 'PATCH');
    expect(request.url).toBe('/api/webhooks/hook-1/rules/rule-1');
    expect(request.body).toMatchObject({ maxSandboxes: 5 });
  });

  it('takes nothing back of a rule that somebody else changed', async () => {
    const failed = jest.spyOn(Toasts.prototype, 'failed').mockImplementation(() => undefined);
    const { http } = await takenBack(aWebhook({ rules: [{ ...changed, ttlHours: 24 }] }));
    http.expectNone(({ method }) => method === 'PATCH');
    expect(failed).toHaveBeenCalledWith(new ChangedSince('The rule for orders'));
    failed.mockRestore();
  });

  it('takes back what was changed of itself, unless somebody else changed it', async () => {
    const { all, http, fixture } = await shown(aWebhook());
    saving((data) => (data as WebhookWish).save({ name: 'store', repositories: [] }));
    all('edit-webhook')[0]!.click();
    const left = aWebhook({ name: 'store', repositories: [] });
    http.expectOne(({ method }) => method === 'PATCH').flush(left);
    await soon();
    await fixture.whenStable();
    const toasts = TestBed.inject(Toasts);
    const change = toasts.lastChange()!;
    const failed = jest.spyOn(toasts, 'failed').mockImplementation(() => undefined);
    const tried = change.undo();
    http.expectOne(url).flush({ ...left, name: 'of somebody else' });
    await expect(tried).rejects.toEqual(new ChangedSince('The webhook shop'));
    void change.undo();
    http.expectOne(url).flush(left);
    await soon();
    expect(http.expectOne(({ method }) => method === 'PATCH').request.body).toMatchObject({ name: 'shop' });
    expect(failed).not.toHaveBeenCalled();
  });

  it('offers no changes to those who may not make them', async () => {
    const { all } = await shown(aWebhook({ isEditable: false, rules: [aRule()] }));
    for (const id of ['edit-webhook', 'rotate-secret', 'delete-webhook', 'add-rule', 'redeliver'])
      expect(all(id)).toEqual([]);
  });
});
