import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aDeployment } from '../sandboxes/sample-views';
import { RouteSetStore } from './route-set-store';
import { aRouteSet } from './sample-routes';

const url = '/api/sandboxes/sandbox-1/routes';

describe('RouteSetStore', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let store: RouteSetStore;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), RouteSetStore],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(RouteSetStore);
    store.open('sandbox-1');
    answer(aRouteSet());
  });

  const answer = (routeSet: ReturnType<typeof aRouteSet>) =>
    http
      .match(url)
      .find(({ cancelled }) => !cancelled)!
      .flush(routeSet);

  it('takes the sets that are told of its own sandbox', () => {
    socket.update({ kind: 'routes', value: aRouteSet({ sandboxId: 'other', state: 'drifted' }) });
    expect(store.routeSet()?.state).toBe('in-sync');
    socket.update({ kind: 'routes', value: aRouteSet({ state: 'drifted' }) });
    expect(store.routeSet()?.state).toBe('drifted');
  });

  it('shows what an override makes of the set at once, and not of that of another sandbox', () => {
    store.take(aRouteSet({ sandboxId: 'other', state: 'drifted' }));
    expect(store.routeSet()).toMatchObject({ sandboxId: 'sandbox-1', state: 'in-sync' });
    store.take(aRouteSet({ state: 'pending' }));
    expect(store.routeSet()?.state).toBe('pending');
  });

  it('pushes what was seen, and reads how it stands', async () => {
    const pushed = store.push('sandbox-1', { hash: 'seen' });
    const request = http.expectOne(`${url}/push`);
    expect(request.request.body).toEqual({ hash: 'seen' });
    request.flush(aDeployment({ kind: 'routes' }));
    await pushed;
    answer(aRouteSet({ pushing: { deploymentId: 'deployment-1', revision: 4 } }));
    expect(store.routeSet()?.pushing?.revision).toBe(4);
  });
});
