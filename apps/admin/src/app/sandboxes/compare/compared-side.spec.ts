import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../../live/fake-socket';
import { LiveUpdates } from '../../live/live-updates';
import { aRouteSet } from '../../route-sets/sample-routes';
import { aSandbox } from '../sample-views';
import { ComparedSide } from './compared-side';

const URL = '/api/sandboxes/sandbox-1';

describe('ComparedSide', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let side: ComparedSide;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider()],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    side = TestBed.runInInjectionContext(() => new ComparedSide());
    side.open('sandbox-1');
  });

  const answer = (url: string, body: object) => {
    for (const request of http.match(url)) if (!request.cancelled) request.flush(body);
  };

  it('has a value once the sandbox and its routes are read', () => {
    answer(URL, aSandbox());
    expect(side.value()).toBeUndefined();
    answer(`${URL}/routes`, aRouteSet());
    expect(side.value()?.sandbox.id).toBe('sandbox-1');
  });

  it('is as the sandbox is now', () => {
    answer(URL, aSandbox());
    answer(`${URL}/routes`, aRouteSet());
    socket.update({ kind: 'sandbox-changed', id: 'sandbox-1' });
    answer(URL, aSandbox({ variables: { LEVEL: 'debug' } }));
    expect(side.value()?.sandbox.variables).toEqual({ LEVEL: 'debug' });
    socket.update({ kind: 'sandbox-removed', id: 'sandbox-1' });
    expect(side.isGone()).toBe(true);
  });
});
