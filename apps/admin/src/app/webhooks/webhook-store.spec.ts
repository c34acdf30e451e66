import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aDelivery, aRule, aWebhook } from './sample-webhooks';
import { deletionOf, rotationOf } from './webhook-questions';
import { webhookState } from './webhook-states';
import { WebhookStore } from './webhook-store';

const url = '/api/webhooks/hook-1';

describe('WebhookStore', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let store: WebhookStore;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), WebhookStore],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(WebhookStore);
    store.open('hook-1');
    pending(url).flush(aWebhook({ rules: [aRule()] }));
    pending(`${url}/deliveries`).flush([aDelivery({ id: 'newer', eventKey: 'no event' }), aDelivery()]);
  });

  const pending = (path: string) => http.match(path).find(({ cancelled }) => !cancelled)!;

  it('offers a rule for what has none', () => {
    expect(store.withoutRule()).toEqual(['payments']);
  });

  it('tells which Bitbucket calls by the newest event that says so', () => {
    expect(store.host()).toBe('Bitbucket Server');
  });

  it('reads itself and the deliveries again when it changed, and not for another', () => {
    socket.update({ kind: 'webhook-changed', id: 'hook-2' });
    expect(http.match(() => true)).toEqual([]);
    socket.update({ kind: 'webhook-changed', id: 'hook-1' });
    pending(url).flush(aWebhook({ name: 'store' }));
    pending(`${url}/deliveries`).flush([]);
    expect(store.webhook()?.name).toBe('store');
    expect(store.deliveries.value()).toEqual([]);
  });

  it('knows that it is gone once it is not found any more', () => {
    socket.update({ kind: 'webhook-changed', id: 'hook-1' });
    expect(store.isGone()).toBe(false);
    pending(url).flush(
      { error: { code: 'not-found', message: 'There is no such webhook.' } },
      { status: 404, statusText: 'Not Found' },
    );
    expect(store.isGone()).toBe(true);
  });

  it('shows a delivery that is worked on again as the answer has it', async () => {
    const repeated = store.redeliver(aDelivery());
    http
      .expectOne(`${url}/deliveries/delivery-1/redeliver`)
      .flush(aDelivery({ state: 'waiting', attempts: 0 }));
    await repeated;
    expect(store.deliveries.value()?.map(({ state }) => state)).toEqual(['failed', 'waiting']);
  });

  it('takes a changed rule from the answer', async () => {
    const changed = store.changeRule('rule-1', { maxSandboxes: 2 });
    const request = http.expectOne(`${url}/rules/rule-1`);
    expect(request.request.body).toEqual({ maxSandboxes: 2 });
    request.flush(aWebhook({ rules: [aRule({ maxSandboxes: 2 })] }));
    await changed;
    expect(store.webhook()?.rules[0]?.maxSandboxes).toBe(2);
  });
});

describe('webhookState', () => {
  it('puts first what needs somebody', () => {
    const failing = { state: 'failing', problem: 'Bitbucket answered 401.' } as const;
    expect(webhookState(aWebhook()).word).toBe('Nothing came yet');
    expect(webhookState(aWebhook({ lastDeliveryAt: '2026-11-23T10:00:00.000Z' })).word).toBe('Works');
    expect(webhookState(aWebhook({ reporting: failing })).word).toBe('Cannot report back');
    expect(webhookState(aWebhook({ reporting: failing, failures: 2 })).word).toBe('2 failed');
  });
});

describe('rotationOf', () => {
  it('says that it cannot be undone, what is refused meanwhile, and wants the name typed', () => {
    const { text, goes, typeToConfirm } = rotationOf(aWebhook({ rules: [aRule()] }));
    expect(text).toContain('cannot be undone');
    expect(goes).toHaveLength(2);
    expect(rotationOf(aWebhook({ rules: [] })).goes).toHaveLength(1);
    expect(typeToConfirm).toBe('shop');
  });
});

describe('deletionOf', () => {
  it('names each rule that goes, and wants the name typed', () => {
    const question = deletionOf(aWebhook({ rules: [aRule()] }));
    expect(question.typeToConfirm).toBe('shop');
    expect(question.goes).toContain('the rule for pull requests of orders');
  });
});
