import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aDeployment, aSandbox } from '../sandboxes/sample-views';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { RouteSetStore } from './route-set-store';
import { RoutesSection } from './routes-section';
import { aRouteSet } from './sample-routes';

describe('RoutesSection', () => {
  it('takes a push back where it was made, also from the page of another sandbox', async () => {
    const socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        socket.provider(),
        RouteSetStore,
        SandboxStore,
      ],
    });
    TestBed.inject(LiveUpdates).connect();
    const http = TestBed.inject(HttpTestingController);
    let undo = async (): Promise<unknown> => undefined;
    jest
      .spyOn(TestBed.inject(Toasts), 'undoable')
      .mockImplementation((_, takeBack) => void (undo = takeBack));
    const answer = (url: string, body: object) =>
      http
        .match(url)
        .filter(({ cancelled }) => !cancelled)
        .forEach((request) => request.flush(body));
    const open = (id: string) => {
      TestBed.inject(SandboxStore).open(id);
      TestBed.inject(RouteSetStore).open(id);
      answer(`/api/sandboxes/${id}`, aSandbox({ id }));
      answer(`/api/sandboxes/${id}/routes`, aRouteSet({ sandboxId: id, state: 'drifted' }));
    };
    const pushed = '/api/sandboxes/sandbox-1/routes/push';
    const restored = '/api/sandboxes/sandbox-1/routes/history/3/restore';

    open('sandbox-1');
    const fixture = TestBed.createComponent(RoutesSection);
    await fixture.whenStable();
    (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('[data-testid="push-again"]')!.click();
    http.expectOne(pushed).flush(aDeployment({ kind: 'routes' }));
    await fixture.whenStable();

    open('sandbox-2');
    const takenBack = undo();
    http.expectOne(restored).flush(aDeployment({ kind: 'routes' }));
    await takenBack;
    http.expectNone('/api/sandboxes/sandbox-2/routes');
  });
});
