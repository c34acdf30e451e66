import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { FakeSocket } from '../../live/fake-socket';
import { Dialogs } from '../../ui/dialogs';
import { aRouteUse, aService } from '../sample-views';
import { ServiceActions } from './service-actions';

const SERVICE = '/api/sandboxes/sandbox-1/services/orders';
const URL = `${SERVICE}/restart`;
const USES = '/api/sandboxes/sandbox-1/routes/uses';

describe('ServiceActions', () => {
  let http: HttpTestingController;
  let actions: ServiceActions;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
    http = TestBed.inject(HttpTestingController);
    actions = TestBed.inject(ServiceActions);
  });

  it('knows for which service of which sandbox a command is under way', async () => {
    const done = actions.tell('sandbox-1', 'orders', 'restart');
    expect(actions.isBusy('sandbox-1', 'orders')).toBe(true);
    expect(actions.isBusy('sandbox-2', 'orders')).toBe(false);
    http.expectOne(URL).flush(null);
    await done;
    expect(actions.isBusy('sandbox-1', 'orders')).toBe(false);
  });

  it('is free again when the command was refused, and says why', async () => {
    const done = actions.tell('sandbox-1', 'orders', 'restart');
    const error = { code: 'conflict', message: 'It is being removed. Wait until it is gone.' };
    http.expectOne(URL).flush({ error }, { status: 409, statusText: 'x' });
    await done;
    expect(actions.isBusy('sandbox-1', 'orders')).toBe(false);
    expect(document.body.textContent).toContain(error.message);
  });

  const soon = () => new Promise((resolve) => setTimeout(resolve));
  const ask = (answer: boolean) =>
    jest.spyOn(TestBed.inject(Dialogs), 'ask').mockImplementation(() => Promise.resolve(answer));

  it('stops without a question where nobody else calls it', async () => {
    const asked = ask(false);
    const done = actions.tell('sandbox-1', 'orders', 'stop');
    const uses = [aRouteUse({ service: 'payments' }), aRouteUse({ isApplied: false })];
    http.expectOne(USES).flush(uses);
    await soon();
    http.expectOne(`${SERVICE}/stop`).flush(null);
    await done;
    expect(asked).not.toHaveBeenCalled();
  });

  it('asks before it stops what another sandbox calls, by its name', async () => {
    const asked = ask(false);
    const done = actions.tell('sandbox-1', 'orders', 'stop');
    http.expectOne(USES).flush([aRouteUse()]);
    await done;
    http.expectNone(`${SERVICE}/stop`);
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({
        goes: ['calls of checkout (bob) to orders: their routes go on leading here'],
      }),
    );
  });

  it('says whose routes go before it removes anything, and removes nothing where it cannot say', async () => {
    const asked = ask(true);
    const remove = () => actions.remove('sandbox-1', aService(), [aService()]);
    const refused = remove();
    http.expectOne(USES).flush({}, { status: 500, statusText: 'broken' });
    await refused;
    expect(asked).not.toHaveBeenCalled();

    const done = remove();
    http.expectOne(USES).flush([aRouteUse()]);
    await soon();
    http.expectOne(SERVICE).flush(null);
    await done;
    expect(asked.mock.calls[0]?.[0].goes?.join()).toContain('checkout (bob)');
  });
});
