import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../../live/fake-socket';
import { ServiceActions } from './service-actions';

const URL = '/api/sandboxes/sandbox-1/services/orders/stop';

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
    const done = actions.tell('sandbox-1', 'orders', 'stop');
    expect(actions.isBusy('sandbox-1', 'orders')).toBe(true);
    expect(actions.isBusy('sandbox-2', 'orders')).toBe(false);
    http.expectOne(URL).flush(null);
    await done;
    expect(actions.isBusy('sandbox-1', 'orders')).toBe(false);
  });

  it('is free again when the command was refused, and says why', async () => {
    const done = actions.tell('sandbox-1', 'orders', 'stop');
    const error = { code: 'conflict', message: 'It is being removed. Wait until it is gone.' };
    http.expectOne(URL).flush({ error }, { status: 409, statusText: 'x' });
    await done;
    expect(actions.isBusy('sandbox-1', 'orders')).toBe(false);
    expect(document.body.textContent).toContain(error.message);
  });
});
