import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Toasts } from '../../errors/toasts';
import { FakeSocket } from '../../live/fake-socket';
import { LiveUpdates } from '../../live/live-updates';
import { aSandbox } from '../sample-views';
import { SandboxStore } from '../sandbox-store';
import { ShareSettings } from './share-settings';

async function shown() {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), SandboxStore],
  });
  TestBed.inject(LiveUpdates).connect();
  TestBed.inject(SandboxStore).open('sandbox-1');
  const http = TestBed.inject(HttpTestingController);
  jest.spyOn(TestBed.inject(Toasts), 'failed').mockImplementation(() => undefined);
  const undoable = jest.spyOn(TestBed.inject(Toasts), 'undoable').mockImplementation(() => undefined);
  const fixture = TestBed.createComponent(ShareSettings);
  fixture.componentRef.setInput('sandbox', aSandbox({ sharedWith: ['grace'] }));
  fixture.componentRef.setInput('canOwn', true);
  fixture.detectChanges();
  const people = async (...names: string[]) => {
    http
      .match('/api/users')
      .find(({ cancelled }) => !cancelled)!
      .flush(names.map((username) => ({ username })));
    await fixture.whenStable();
  };
  await people('ada', 'bob', 'grace');
  const element = fixture.nativeElement as HTMLElement;
  const box = () => element.querySelector<HTMLInputElement>('[data-testid="share-with"]')!;
  const type = async (text: string) => {
    box().value = text;
    box().dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const share = () => {
    element.querySelector<HTMLElement>('[data-testid="share"]')!.click();
    return http.expectOne(({ method }) => method !== 'GET');
  };
  const offered = () => [...element.querySelectorAll('option')].map(({ value }) => value);
  return { fixture, socket, http, people, box, type, share, offered, undoable };
}

/** Shared with bob as well, and then with those who are there when it is taken back. */
async function takenBack(now: string[]) {
  const page = await shown();
  const { fixture, http, type, share, undoable } = page;
  await type('bob');
  const request = share();
  request.flush(aSandbox({ sharedWith: ['grace', 'bob'] }));
  await fixture.whenStable();
  TestBed.inject(SandboxStore).open('sandbox-2');
  const done = undoable.mock.calls[0]![1]();
  http
    .match('/api/sandboxes/sandbox-1')
    .find(({ cancelled }) => !cancelled)!
    .flush(aSandbox({ sharedWith: now }));
  return { ...page, done, request: request.request };
}

describe('ShareSettings', () => {
  it('empties the box once it is shared, and takes that back in the same sandbox', async () => {
    const { http, box, request } = await takenBack(['grace', 'bob']);
    expect(box().value).toBe('');
    await new Promise((resolve) => setTimeout(resolve));
    const back = http.expectOne(({ method }) => method !== 'GET').request;
    expect([back.url, back.body]).toEqual([request.url, { users: ['grace'] }]);
  });

  it('takes nothing back once somebody else shared it', async () => {
    const { http, done } = await takenBack(['grace', 'bob', 'ada']);
    await expect(done).rejects.toThrow('orders-retry was changed since, so it is not taken back.');
    http.expectNone(({ method }) => method !== 'GET');
  });

  it('keeps a name that was refused, and one that was typed meanwhile', async () => {
    const { fixture, box, type, share } = await shown();
    await type('nobody');
    share().flush({ error: { code: 'invalid', message: 'x' } }, { status: 400, statusText: 'x' });
    await fixture.whenStable();
    expect(box().value).toBe('nobody');

    const request = share();
    await type('bob');
    request.flush(aSandbox());
    await fixture.whenStable();
    expect(box().value).toBe('bob');
  });

  it('offers those who came meanwhile, and nobody who has it already', async () => {
    const { socket, people, offered } = await shown();
    expect(offered()).toEqual(['bob']);
    socket.update({ kind: 'user-changed', username: 'eve' });
    await people('ada', 'bob', 'grace', 'eve');
    expect(offered()).toEqual(['bob', 'eve']);
  });
});
