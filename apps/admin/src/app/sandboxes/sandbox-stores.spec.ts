import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aDeployment, aSandbox, aService, aSummary } from './sample-views';
import { SandboxListStore } from './sandbox-list-store';
import { SandboxStore } from './sandbox-store';

let socket: FakeSocket;
let http: HttpTestingController;

beforeEach(() => {
  socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      socket.provider(),
      SandboxListStore,
      SandboxStore,
    ],
  });
  http = TestBed.inject(HttpTestingController);
  TestBed.inject(LiveUpdates).connect();
});

function answer(url: string, body: object): void {
  http
    .match(url)
    .find(({ cancelled }) => !cancelled)!
    .flush(body);
}

describe('SandboxListStore', () => {
  const names = (store: SandboxListStore) => store.found().map(({ name }) => name);

  function opened(): SandboxListStore {
    const store = TestBed.inject(SandboxListStore);
    answer('/api/sandboxes', [
      aSummary({ id: '1', name: 'zebra', isMine: true }),
      aSummary({ id: '2', name: 'apple', isMine: false, owner: 'grace' }),
      aSummary({
        id: '3',
        name: 'mango',
        services: [{ name: 'payments', observed: 'running', deploymentState: null }],
      }),
    ]);
    return store;
  }

  it('lists the own ones first, then by name', () => {
    expect(names(opened())).toEqual(['mango', 'zebra', 'apple']);
  });

  it('finds by name, owner and service, all words', () => {
    const store = opened();
    store.narrow({ q: 'GRACE' });
    expect(names(store)).toEqual(['apple']);
    store.narrow({ q: 'mang pay' });
    expect(names(store)).toEqual(['mango']);
  });

  it('says whom and what it can be narrowed to', () => {
    const store = opened();
    socket.update({ kind: 'sandbox', value: aSummary({ id: '1', name: 'zebra', labels: { team: 'shop' } }) });
    expect(store.owners()).toEqual(['ada', 'grace']);
    expect(store.labels()).toEqual(['team: shop']);
  });

  it('adds, changes and removes as updates come', () => {
    const store = opened();
    socket.update({ kind: 'sandbox', value: aSummary({ id: '4', name: 'new' }) });
    socket.update({ kind: 'sandbox', value: aSummary({ id: '1', name: 'zoo' }) });
    socket.update({ kind: 'sandbox-removed', id: '2' });
    expect(names(store)).toEqual(['mango', 'new', 'zoo']);
  });
});

describe('SandboxStore', () => {
  const url = '/api/sandboxes/sandbox-1';

  function opened(sandbox = aSandbox()): SandboxStore {
    const store = TestBed.inject(SandboxStore);
    store.open('sandbox-1');
    answer(url, sandbox);
    return store;
  }
  const latest = (store: SandboxStore) => store.sandbox()?.services[0]?.latestDeployment;

  it('shows a deployment as it goes on', () => {
    const store = opened();
    socket.update({ kind: 'deployment', value: aDeployment({ state: 'fetching' }) });
    expect(latest(store)?.state).toBe('fetching');
    http.expectNone(url);
  });

  it('lets an older deployment not hide a newer one', () => {
    const store = opened(aSandbox({ services: [aService({ latestDeployment: aDeployment({ epoch: 7 }) })] }));
    socket.update({ kind: 'deployment', value: aDeployment({ id: 'older', epoch: 6 }) });
    expect(latest(store)?.epoch).toBe(7);
  });

  it('reads anew when a deployment ended, or the set of services changed', () => {
    const store = opened();
    socket.update({ kind: 'deployment', value: aDeployment({ state: 'succeeded' }) });
    answer(url, aSandbox({ description: 'read anew' }));
    expect(store.sandbox()?.description).toBe('read anew');
    socket.update({ kind: 'sandbox', value: aSummary({ services: [] }) });
    answer(url, aSandbox({ services: [] }));
    expect(store.sandbox()?.services).toEqual([]);
  });

  it('takes what agents observe from the summary', () => {
    const store = opened();
    const services = [{ name: 'orders', observed: 'unhealthy' as const, deploymentState: null }];
    socket.update({ kind: 'sandbox', value: aSummary({ name: 'renamed', services }) });
    expect(store.sandbox()).toMatchObject({ name: 'renamed', services: [{ observed: 'unhealthy' }] });
  });

  it('does not mind other sandboxes', () => {
    const store = opened();
    const before = store.sandbox();
    socket.update({ kind: 'deployment', value: aDeployment({ sandboxId: 'other' }) });
    socket.update({ kind: 'sandbox-changed', id: 'other' });
    socket.update({ kind: 'sandbox-removed', id: 'other' });
    expect(store.sandbox()).toBe(before);
    expect(store.isGone()).toBe(false);
  });

  it('allows what the rights say, and nothing while it is being deleted', () => {
    const rights = { mayUse: true, mayEdit: false, mayOwn: false };
    const store = opened(aSandbox({ rights }));
    expect([store.canUse(), store.canEdit(), store.canOwn()]).toEqual([true, false, false]);
    const services = [{ name: 'orders', observed: 'running' as const, deploymentState: null }];
    socket.update({ kind: 'sandbox', value: aSummary({ rights, services, isDeleting: true }) });
    expect(store.canUse()).toBe(false);
  });

  it('finds the deployment of several services that is under way', () => {
    const store = opened();
    expect(store.activeGroupId()).toBeNull();
    socket.update({ kind: 'deployment', value: aDeployment({ groupId: 'group-1' }) });
    expect(store.activeGroupId()).toBe('group-1');
  });

  it('knows when it was deleted', () => {
    const store = opened();
    socket.update({ kind: 'sandbox-removed', id: 'sandbox-1' });
    expect(store.isGone()).toBe(true);
  });

  it('knows when it was deleted while nobody was connected, and that another one is there', () => {
    const store = opened();
    socket.reconnect();
    const error = { code: 'not-found', message: 'x' };
    http.expectOne(url).flush({ error }, { status: 404, statusText: 'Not Found' });
    expect(store.isGone()).toBe(true);
    store.open('sandbox-2');
    expect(store.isGone()).toBe(false);
  });

  it('is not gone when it could not be read', () => {
    const store = opened();
    store.reload();
    const error = { code: 'internal', message: 'x' };
    http.expectOne(url).flush({ error }, { status: 500, statusText: 'x' });
    expect(store.isGone()).toBe(false);
  });
});
