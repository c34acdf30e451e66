import { Clipboard } from '@angular/cdk/clipboard';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { jest } from '@jest/globals';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { aRouteUse, aSandbox, aService } from './sample-views';
import { SandboxActions } from './sandbox-actions';

const URL = '/api/sandboxes/sandbox-1';

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
