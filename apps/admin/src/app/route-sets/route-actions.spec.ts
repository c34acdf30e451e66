import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { type RouteOverride } from '@sdp/protocol';
import { ChangedSince } from '../errors/changed-since';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { type ChooseOverride } from './override-dialog';
import { RouteActions } from './route-actions';
import { aRoute, aRouteSet } from './sample-routes';

const ROUTES = '/api/sandboxes/sandbox-1/routes';
const URL = `${ROUTES}/overrides/orders`;

const decided = aRouteSet({ state: 'pending', routes: [aRoute({ override: { kind: 'baseline' } })] });
const soon = () => new Promise((resolve) => setTimeout(resolve));

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
    request.flush(decided);
    expect(await done).toBe(true);
    expect(taken).toHaveBeenLastCalledWith(decided);

    const toasts = TestBed.inject(Toasts);
    const takenBack = toasts.takeBack(toasts.lastChange()!);
    http.expectOne(ROUTES).flush(decided);
    await soon();
    http.expectOne({ method: 'DELETE', url: URL }).flush(aRouteSet());
    await takenBack;
    expect(taken).toHaveBeenLastCalledWith(aRouteSet());
  });

  it('takes nothing back once somebody else decided', async () => {
    decides({ kind: 'baseline' });
    const done = actions.change('sandbox-1', aRoute(), taken);
    http.expectOne({ method: 'PUT', url: URL }).flush(decided);
    await done;
    const toasts = TestBed.inject(Toasts);
    const failed = jest.spyOn(toasts, 'failed').mockImplementation(() => undefined);
    const takenBack = toasts.takeBack(toasts.lastChange()!);
    http
      .expectOne(ROUTES)
      .flush(aRouteSet({ routes: [aRoute({ override: { kind: 'url', url: 'http://x' } })] }));
    await takenBack;
    expect(failed).toHaveBeenCalledWith(new ChangedSince('The route of orders'));
  });

  it('does nothing where nothing was decided', async () => {
    decides();
    expect(await actions.change('sandbox-1', aRoute(), taken)).toBe(false);
    expect(TestBed.inject(Toasts).lastChange()).toBeUndefined();
  });
});
