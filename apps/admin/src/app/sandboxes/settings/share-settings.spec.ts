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

describe('ShareSettings', () => {
  it('empties the box once it is shared, and takes that back in the same sandbox', async () => {
    const { fixture, http, box, type, share, undoable } = await shown();
    await type('bob');
    const request = share();
    request.flush(aSandbox());
    await fixture.whenStable();
    expect(box().value).toBe('');

    TestBed.inject(SandboxStore).open('sandbox-2');
    void undoable.mock.calls[0]![1]();
    const takenBack = http.expectOne(({ method }) => method !== 'GET').request;
    expect([takenBack.url, takenBack.body]).toEqual([request.request.url, { users: ['grace'] }]);
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
