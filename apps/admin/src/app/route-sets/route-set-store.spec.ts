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

  it('shows what an override makes of the set at once', async () => {
    const saved = store.setOverride('sandbox-1', 'orders', { kind: 'baseline' });
    const request = http.expectOne({ method: 'PUT', url: `${url}/overrides/orders` });
    expect(request.request.body).toEqual({ kind: 'baseline' });
    request.flush(aRouteSet({ state: 'pending' }));
    await saved;
    expect(store.routeSet()?.state).toBe('pending');
  });

  it('takes an override away', async () => {
    const saved = store.setOverride('sandbox-1', 'orders', null);
    http.expectOne({ method: 'DELETE', url: `${url}/overrides/orders` }).flush(aRouteSet());
    await saved;
  });

  it('keeps what it shows when another sandbox answers', async () => {
    const takenBack = store.setOverride('other', 'orders', null);
    http
      .expectOne({ method: 'DELETE', url: '/api/sandboxes/other/routes/overrides/orders' })
      .flush(aRouteSet({ sandboxId: 'other', state: 'pending' }));
    await takenBack;
    expect(store.routeSet()).toMatchObject({ sandboxId: 'sandbox-1', state: 'in-sync' });
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
