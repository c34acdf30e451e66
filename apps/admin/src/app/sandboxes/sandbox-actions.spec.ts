import { Clipboard } from '@angular/cdk/clipboard';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { jest } from '@jest/globals';
import { type HoldView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { type Hold } from './hold-dialog';
import { aRouteUse, aSandbox, aService } from './sample-views';
import { SandboxActions } from './sandbox-actions';

const URL = '/api/sandboxes/sandbox-1';

function aHold(by: string): HoldView {
  return { by, reason: 'a test', since: '2026-11-23T10:00:00.000Z', until: '2026-11-24T10:00:00.000Z' };
}

describe('SandboxActions', () => {
  let http: HttpTestingController;
  let actions: SandboxActions;
  const copy = jest.fn(() => true);

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        new FakeSocket().provider(),
        { provide: Clipboard, useValue: { copy } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
    actions = TestBed.inject(SandboxActions);
  });

  afterEach(() => http.verify());

  const ask = (answer: boolean) =>
    jest.spyOn(TestBed.inject(Dialogs), 'ask').mockImplementation(() => Promise.resolve(answer));
  const undo = () => document.querySelector<HTMLButtonElement>('mat-snack-bar-container button');
  const answerUses = (uses = [aRouteUse()]) => http.expectOne(`${URL}/routes/uses`).flush(uses);
  const soon = () => new Promise((resolve) => setTimeout(resolve));

  it('stops nothing that its person is not sure about', async () => {
    ask(false);
    const done = actions.stop(aSandbox());
    answerUses();
    await done;
  });

  it('stops, and takes that back', async () => {
    ask(true);
    const done = actions.stop(aSandbox());
    answerUses();
    await soon();
    http.expectOne(`${URL}/stop`).flush(null);
    await done;
    undo()?.click();
    http.expectOne(`${URL}/start`).flush(null);
  });

  it.each([
    ['ada', true],
    ['bob', false],
  ])('offers to begin a hold again only to whoever had it: %s', async (by, isOffered) => {
    const signedIn = TestBed.inject(SessionStore).signIn({ username: 'ada', password: 'x' });
    http.expectOne('/api/session').flush({ username: 'ada', role: 'ops' });
    await signedIn;
    const done = actions.endHold(aSandbox({ hold: aHold(by) }));
    http.expectOne({ method: 'DELETE', url: `${URL}/hold` }).flush(aSandbox());
    await done;
    expect(TestBed.inject(Toasts).lastChange() !== undefined).toBe(isOffered);
    expect(document.querySelector('mat-snack-bar-container')?.textContent).toContain('has ended');
  });

  it.each([
    ['ada', true],
    ['bob', false],
  ])(
    'ends a hold when it is taken back, but not one that is of somebody else by now: %s',
    async (by, isStill) => {
      jest.spyOn(TestBed.inject(Dialogs), 'open').mockImplementation(async (_, data) => {
        const done = (data as Hold).save({ reason: 'a test', until: aHold('ada').until });
        http.expectOne({ method: 'PUT', url: `${URL}/hold` }).flush(aSandbox({ hold: aHold('ada') }));
        await done;
        return true;
      });
      await actions.hold(aSandbox());
      const failed = jest.spyOn(TestBed.inject(Toasts), 'failed').mockImplementation(() => undefined);
      undo()?.click();
      http.expectOne(URL).flush(aSandbox({ hold: aHold(by) }));
      await soon();
      const sent = http.match({ method: 'DELETE', url: `${URL}/hold` });
      sent.forEach((request) => request.flush(aSandbox()));
      expect([sent.length, failed.mock.calls.length]).toEqual(isStill ? [1, 0] : [0, 1]);
    },
  );

  it.each([
    ['2026-12-01T10:00:00.000Z', true],
    ['2026-12-24T10:00:00.000Z', false],
  ])('takes an extension back while nobody else extended: %s', async (expiresAt, isStill) => {
    const done = actions.extend(aSandbox({ expiresAt: '2026-11-24T10:00:00.000Z' }), 168);
    http.expectOne(`${URL}/extend`).flush(aSandbox({ expiresAt: '2026-12-01T10:00:00.000Z' }));
    await done;
    const failed = jest.spyOn(TestBed.inject(Toasts), 'failed').mockImplementation(() => undefined);
    undo()?.click();
    http.expectOne(URL).flush(aSandbox({ expiresAt }));
    await soon();
    const sent = http.match(`${URL}/extend`);
    sent.forEach((request) => request.flush(aSandbox()));
    expect([sent.length, failed.mock.calls.length]).toEqual(isStill ? [1, 0] : [0, 1]);
  });

  it('says who is not answered meanwhile, before it stops', async () => {
    const asked = ask(false);
    const goesWith = async (uses: ReturnType<typeof aRouteUse>[]) => {
      const done = actions.stop(aSandbox());
      answerUses(uses);
      await done;
      return asked.mock.lastCall?.[0].goes;
    };
    expect(await goesWith([])).toBeUndefined();
    expect(await goesWith([aRouteUse({ isApplied: false })])).toBeUndefined();
    expect(await goesWith([aRouteUse()])).toEqual([
      'calls of checkout (bob) to orders: their routes go on leading here',
    ]);
  });

  it('deletes after asking by name, and leaves only the page of what is gone', async () => {
    const asked = ask(true);
    const router = TestBed.inject(Router);
    const leave = jest.spyOn(router, 'navigateByUrl').mockResolvedValue(true);
    const remove = async (url: string) => {
      jest.spyOn(router, 'url', 'get').mockReturnValue(url);
      const done = actions.remove(aSandbox({ name: 'mine' }));
      answerUses();
      await soon();
      http.expectOne(URL).flush(null);
      await done;
    };
    await remove('/overview');
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ typeToConfirm: 'mine' }));
    expect(asked.mock.calls[0]?.[0].goes?.join()).toContain('the route of orders in checkout (bob)');
    expect(leave).not.toHaveBeenCalled();
    await remove('/sandboxes/sandbox-1/settings');
    expect(leave).toHaveBeenCalledWith('/sandboxes');
  });

  it('copies the easiest way to call it, and says where there is none', () => {
    const address = {
      url: 'http://mine.sandbox.test',
      switchUrl: 'http://sandbox.test',
      cookieUrl: 'http://sandbox.test/.sandbox/mine',
      header: { name: 'X-Sandbox', value: 'mine' } as const,
    };
    actions.copyAddress(aSandbox({ address, services: [aService({ name: 'api-gateway' })] }));
    expect(copy).toHaveBeenCalledWith(address.url);
    copy.mockClear();
    actions.copyAddress(aSandbox({ address, services: [] }));
    expect(copy).not.toHaveBeenCalled();
  });
});
