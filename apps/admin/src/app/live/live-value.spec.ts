import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { effect } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type DeploymentView } from '@sdp/protocol';
import { aDeployment } from '../sandboxes/sample-views';
import { FakeSocket } from './fake-socket';
import { LiveUpdates } from './live-updates';
import { LiveValue } from './live-value';

const URL = '/api/deployments/deployment-1';

describe('LiveValue', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let value: LiveValue<DeploymentView>;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider()],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    value = TestBed.runInInjectionContext(
      () =>
        new LiveValue<DeploymentView>((_, update) =>
          update.kind === 'deployment' ? update.value : 'reload',
        ),
    );
    value.open(URL, 'deployment:deployment-1');
  });

  /** Opening reads once at once, and anew when the watch is confirmed: only the last request counts. */
  const answer = (deployment: DeploymentView) => {
    const open = http.match(URL).filter(({ cancelled }) => !cancelled);
    expect(open).toHaveLength(1);
    open[0]?.flush(deployment);
  };
  const state = () => value.value()?.state;

  it('reads the value and takes updates', () => {
    expect(value.isLoading()).toBe(true);
    answer(aDeployment({ state: 'building' }));
    expect(value.isLoading()).toBe(false);
    socket.update({ kind: 'deployment', value: aDeployment({ state: 'starting' }) });
    expect(state()).toBe('starting');
  });

  it('applies updates that came while it was being read', () => {
    socket.update({ kind: 'deployment', value: aDeployment({ state: 'verifying' }) });
    answer(aDeployment({ state: 'building' }));
    expect(state()).toBe('verifying');
  });

  it('reads anew after a reconnect, and shows the old value meanwhile', () => {
    answer(aDeployment({ state: 'building' }));
    socket.reconnect();
    expect(state()).toBe('building');
    answer(aDeployment({ state: 'succeeded' }));
    expect(state()).toBe('succeeded');
  });

  it('is not opened anew, and so emptied, when the connection of an effect’s page is lost and comes back', () => {
    let opened = 0;
    TestBed.runInInjectionContext(() =>
      effect(() => {
        opened += 1;
        value.open(URL, 'deployment:deployment-1');
      }),
    );
    TestBed.tick();
    answer(aDeployment({ state: 'building' }));
    socket.disconnect();
    TestBed.tick();
    socket.connect();
    TestBed.tick();
    expect(opened).toBe(1);
    expect(state()).toBe('building');
  });

  it('reads anew when an update says so, also one that came while it was being read', () => {
    socket.update({ kind: 'sandbox-changed', id: 'sandbox-1' });
    answer(aDeployment({ state: 'building' }));
    answer(aDeployment({ state: 'failed' }));
    expect(state()).toBe('failed');
  });

  it('is not opened anew, by the effect that opened it, when the connection changes', () => {
    TestBed.runInInjectionContext(() => effect(() => value.open(URL, 'deployment:deployment-1')));
    TestBed.tick();
    answer(aDeployment({ state: 'building' }));
    socket.disconnect();
    TestBed.tick();
    expect(state()).toBe('building');
    socket.connect();
    TestBed.tick();
    expect(state()).toBe('building');
  });

  it('keeps what it has when a later read fails', () => {
    answer(aDeployment());
    value.reload();
    const error = { code: 'internal', message: 'Broken. Try again.' };
    http.expectOne(URL).flush({ error }, { status: 500, statusText: 'x' });
    expect(value.error()).toEqual(error);
    expect(state()).toBe('building');
  });
});
