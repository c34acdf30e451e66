import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CreateWebhookRequest, type WebhookView } from '@sdp/protocol';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aWebhook } from './sample-webhooks';
import { WebhookDialog, type WebhookWish } from './webhook-dialog';

const REPOSITORIES = ['orders', 'payments', 'stock'].map((name) => ({
  name,
  url: `https://git.example.com/shop/${name}.git`,
  stack: 'go',
  isAvailable: true,
}));

async function opened(webhook?: WebhookView) {
  const saved: CreateWebhookRequest[] = [];
  const socket = new FakeSocket();
  const wish: WebhookWish = {
    ...(webhook && { webhook }),
    save: async (request) => void saved.push(request),
  };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      socket.provider(),
      { provide: MAT_DIALOG_DATA, useValue: wish },
      { provide: MatDialogRef, useValue: { close: () => undefined } },
    ],
  });
  TestBed.inject(LiveUpdates).connect();
  const fixture = TestBed.createComponent(WebhookDialog);
  fixture.detectChanges();
  TestBed.inject(HttpTestingController)
    .match('/api/repositories')
    .find(({ cancelled }) => !cancelled)!
    .flush(REPOSITORIES);
  await fixture.whenStable();
  const find = <T extends HTMLElement>(selector: string) =>
    (fixture.nativeElement as HTMLElement).querySelector<T>(selector)!;
  const type = async (selector: string, text: string) => {
    find<HTMLInputElement>(selector).value = text;
    find(selector).dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const click = async (selector: string) => {
    find(selector).click();
    await fixture.whenStable();
  };
  return { saved, find, type, click };
}

const NAME = '[data-testid=webhook-name]';
const REPOSITORY = '[data-testid=repository-input]';
const SAVE = '[data-testid=save-webhook]';

describe('WebhookDialog', () => {
  it('takes what is chosen and what is only typed', async () => {
    const { saved, type, click } = await opened();
    await type(NAME, 'shop');
    await type(REPOSITORY, 'orders');
    await click('[data-testid=take-repository]');
    await type('[data-testid=served-orders] input', 'web/orders');
    await type(REPOSITORY, 'payments');
    await click(SAVE);
    expect(saved).toEqual([
      {
        name: 'shop',
        repositories: [{ repository: 'orders', fullName: 'web/orders' }, { repository: 'payments' }],
      },
    ]);
  });

  it('does not go without a repository, nor with one that is not known', async () => {
    const { saved, find, type, click } = await opened();
    await type(NAME, 'shop');
    await click(SAVE);
    expect(find(REPOSITORY).getAttribute('aria-invalid')).toBe('true');
    await type(REPOSITORY, 'ord');
    await click(SAVE);
    expect(saved).toEqual([]);
  });

  it('lets a name at Bitbucket fall back to the URL, and a repository go', async () => {
    const { saved, type, click } = await opened(aWebhook());
    await type('[data-testid=served-orders] input', '');
    await click('[data-testid=served-payments] button');
    await click(SAVE);
    expect(saved).toEqual([{ name: 'shop', repositories: [{ repository: 'orders' }] }]);
  });
});
