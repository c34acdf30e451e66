import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { type RouteOverride } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { type ChooseOverride } from './override-dialog';
import { RouteActions } from './route-actions';
import { aRoute, aRouteSet } from './sample-routes';

const URL = '/api/sandboxes/sandbox-1/routes/overrides/orders';

describe('RouteActions', () => {
  let http: HttpTestingController;
  let actions: RouteActions;
  const taken = jest.fn();

  beforeEach(() => {
    taken.mockClear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
    http = TestBed.inject(HttpTestingController);
    actions = TestBed.inject(RouteActions);
  });

  afterEach(() => http.verify());

  /** The dialog, in which somebody decides, or not. */
  const decides = (override?: RouteOverride) =>
    jest.spyOn(TestBed.inject(Dialogs), 'open').mockImplementation(async (_, data) => {
      if (override) await (data as ChooseOverride).save(override);
      return override !== undefined;
    });

  it('decides, tells what came of it, and takes it back to what was decided before', async () => {
    decides({ kind: 'baseline' });
    const done = actions.change('sandbox-1', aRoute(), taken);
    const request = http.expectOne({ method: 'PUT', url: URL });
    expect(request.request.body).toEqual({ kind: 'baseline' });
    const decided = aRouteSet({ state: 'pending' });
    request.flush(decided);
    expect(await done).toBe(true);
    expect(taken).toHaveBeenLastCalledWith(decided);

    const toasts = TestBed.inject(Toasts);
    const takenBack = toasts.takeBack(toasts.lastChange()!);
    http.expectOne({ method: 'DELETE', url: URL }).flush(aRouteSet());
    await takenBack;
    expect(taken).toHaveBeenLastCalledWith(aRouteSet());
  });

  it('does nothing where nothing was decided', async () => {
    decides();
    expect(await actions.change('sandbox-1', aRoute(), taken)).toBe(false);
    expect(TestBed.inject(Toasts).lastChange()).toBeUndefined();
  });
});
