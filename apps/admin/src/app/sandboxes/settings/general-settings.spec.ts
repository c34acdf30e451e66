import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { type SandboxView } from '@sdp/protocol';
import { Toasts } from '../../errors/toasts';
import { FakeSocket } from '../../live/fake-socket';
import { LiveUpdates } from '../../live/live-updates';
import { aSandbox } from '../sample-views';
import { SandboxStore } from '../sandbox-store';
import { GeneralSettings } from './general-settings';

const url = '/api/sandboxes/sandbox-1';

async function shown() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider(), SandboxStore],
  });
  TestBed.inject(LiveUpdates).connect();
  TestBed.inject(SandboxStore).open('sandbox-1');
  const http = TestBed.inject(HttpTestingController);
  let undo = async (): Promise<unknown> => undefined;
  jest.spyOn(TestBed.inject(Toasts), 'undoable').mockImplementation((_, takeBack) => void (undo = takeBack));
  const fixture = TestBed.createComponent(GeneralSettings);
  const take = async (sandbox: SandboxView) => {
    fixture.componentRef.setInput('sandbox', sandbox);
    fixture.componentRef.setInput('canEdit', true);
    fixture.detectChanges();
    http.match('/api/environments').forEach((request) => request.flush([]));
    http.match(({ method }) => method === 'GET').forEach((one) => one.cancelled || one.flush(sandbox));
    await fixture.whenStable();
  };
  await take(aSandbox({ description: 'before' }));
  const part = <T extends HTMLElement>(id: string) =>
    (fixture.nativeElement as HTMLElement).querySelector<T>(`[data-testid="${id}"]`)!;
  const type = (id: string, text: string) => {
    part<HTMLInputElement>(id).value = text;
    part(id).dispatchEvent(new Event('input'));
  };
  const description = () => part<HTMLInputElement>('edit-description').value;
  const save = async (isOver: () => void = () => undefined) => {
    part('save-sandbox').click();
    const request = http.expectOne({ method: 'PATCH', url });
    isOver();
    request.flush(aSandbox());
    await fixture.whenStable();
    return request.request.body as unknown;
  };
  /** What is found when it is taken back. */
  const isNow = async (sandbox: SandboxView) => {
    http.match({ method: 'GET', url }).forEach((one) => one.cancelled || one.flush(sandbox));
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { http, take, type, description, save, isNow, undo: () => undo() };
}

describe('GeneralSettings', () => {
  it('keeps what is typed while it saves', async () => {
    const { take, type, description, save } = await shown();
    type('edit-description', 'sent');
    expect(await save(() => type('edit-description', 'typed on'))).toMatchObject({ description: 'sent' });
    await take(aSandbox({ description: 'sent' }));
    expect(description()).toBe('typed on');
  });

  it('shows what others change once it is saved', async () => {
    const { take, type, description, save } = await shown();
    type('edit-description', 'sent');
    await save();
    await take(aSandbox({ description: 'of somebody else' }));
    expect(description()).toBe('of somebody else');
  });

  it('takes back in the sandbox that was changed, whichever is open by then', async () => {
    const { http, type, save, undo, isNow } = await shown();
    type('edit-description', 'sent');
    await save();
    TestBed.inject(SandboxStore).open('sandbox-2');
    void undo();
    await isNow(aSandbox());
    const request = http.expectOne({ method: 'PATCH', url });
    expect(request.request.body).toMatchObject({ description: 'before' });
  });

  it('takes nothing back once somebody else saved', async () => {
    const { http, type, save, undo, isNow } = await shown();
    type('edit-description', 'sent');
    await save();
    TestBed.inject(SandboxStore).open('sandbox-2');
    const takenBack = expect(undo()).rejects.toThrow('was changed since, so it is not taken back.');
    await isNow(aSandbox({ labels: { team: 'shop' } }));
    await takenBack;
    http.expectNone({ method: 'PATCH', url });
  });
});
