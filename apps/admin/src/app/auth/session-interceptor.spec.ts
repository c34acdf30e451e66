import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FullLoad } from '../errors/full-load';
import { FakeSocket } from '../live/fake-socket';
import { requireSession } from './require-session';
import { sessionInterceptor } from './session-interceptor';
import { SessionStore } from './session-store';

@Component({ template: '' })
class AnyPage {}

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

const unauthorized = { status: 401, statusText: 'Unauthorized' };
const session = { username: 'ada', role: 'developer', expiresAt: '2026-11-23T22:00:00.000Z' };

describe('a session', () => {
  let http: HttpTestingController;
  let socket: FakeSocket;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sessionInterceptor])),
        provideHttpClientTesting(),
        socket.provider(),
        provideRouter([
          { path: 'sign-in', component: AnyPage },
          { path: 'agents', component: AnyPage, canActivate: [requireSession] },
        ]),
      ],
    });
    http = TestBed.inject(HttpTestingController);
  });

  const url = () => TestBed.inject(Router).url;

  /** Guards run a few turns after the navigation began. */
  async function request(path: string): Promise<TestRequest> {
    const deadline = Date.now() + 2000;
    for (;;) {
      const [found] = http.match(path);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`nobody asked for ${path}`);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  it('is asked for before a page, which is remembered', async () => {
    const harness = await RouterTestingHarness.create();
    const arrived = harness.navigateByUrl('/agents?x=1');
    (await request('/api/session')).flush({}, unauthorized);
    await arrived;
    expect(url()).toBe('/sign-in?returnTo=%2Fagents%3Fx%3D1');
    expect(socket.connected).toBe(false);
  });

  async function signedIn(): Promise<RouterTestingHarness> {
    const harness = await RouterTestingHarness.create();
    const arrived = harness.navigateByUrl('/agents');
    (await request('/api/session')).flush(session);
    await arrived;
    expect(socket.connected).toBe(true);
    return harness;
  }

  it('that ends keeps the page and what is on its way until the person is back', async () => {
    await signedIn();
    const answers: unknown[] = [];
    TestBed.inject(HttpClient)
      .post('/api/sandboxes', { name: 'typed' })
      .subscribe((answer) => answers.push(answer));
    http.expectOne('/api/sandboxes').flush({}, unauthorized);
    const sessions = TestBed.inject(SessionStore);
    expect([url(), sessions.hasLapsed(), socket.connected]).toEqual(['/agents', true, false]);

    const back = sessions.signIn({ username: 'ada', password: 'right' });
    http.expectOne('/api/session').flush(session);
    await back;
    const again = await request('/api/sandboxes');
    expect(again.request.body).toEqual({ name: 'typed' });
    again.flush({ id: 'sandbox-1' });
    expect([answers, sessions.hasLapsed(), socket.connected]).toEqual([[{ id: 'sandbox-1' }], false, true]);
  });

  it('goes on when the same person has signed in in another window', async () => {
    await signedIn();
    const sessions = TestBed.inject(SessionStore);
    TestBed.inject(HttpClient).get('/api/agents').subscribe();
    http.expectOne('/api/agents').flush({}, unauthorized);

    window.dispatchEvent(new Event('focus'));
    http.expectOne('/api/session').flush({}, unauthorized);
    await nextTask();
    http.expectNone('/api/session');
    expect(sessions.hasLapsed()).toBe(true);

    document.dispatchEvent(new Event('visibilitychange'));
    http.expectOne('/api/session').flush(session);
    await nextTask();
    expect([sessions.hasLapsed(), socket.connected]).toEqual([false, true]);
    http.expectOne('/api/agents').flush([]);
  });

  it('asks nobody on a return while it goes on', async () => {
    await signedIn();
    window.dispatchEvent(new Event('focus'));
    http.expectNone('/api/session');
  });

  it('has ended when a connection comes back to none', async () => {
    await signedIn();
    socket.reconnect();
    http.expectOne('/api/session').flush({}, unauthorized);
    await nextTask();
    expect(TestBed.inject(SessionStore).hasLapsed()).toBe(true);
  });

  it.each(['goes on', 'has lapsed'])(
    'of somebody else has the page loaded anew, when one’s own %s',
    async (state) => {
      await signedIn();
      const loaded = jest.spyOn(TestBed.inject(FullLoad), 'againUnasked').mockImplementation(() => undefined);
      const sessions = TestBed.inject(SessionStore);
      if (state === 'has lapsed') void sessions.renewed();
      if (state === 'has lapsed') window.dispatchEvent(new Event('focus'));
      else socket.reconnect();
      http.expectOne('/api/session').flush({ ...session, username: 'bob' });
      await nextTask();
      expect(loaded).toHaveBeenCalledTimes(1);
      expect(sessions.session()?.username).toBe('ada');
      expect(sessions.hasLapsed()).toBe(state === 'has lapsed');
    },
  );

  it('that ends fails what is on its way when the person leaves instead', async () => {
    await signedIn();
    const failed = new Promise<unknown>((resolve) =>
      TestBed.inject(HttpClient).get('/api/agents').subscribe({ error: resolve }),
    );
    http.expectOne('/api/agents').flush({}, unauthorized);
    TestBed.inject(SessionStore).end();
    await expect(failed).resolves.toMatchObject({ status: 401 });
    expect(TestBed.inject(SessionStore).session()).toBeNull();
  });

  it('that is refused at sign-in leads nowhere', async () => {
    const harness = await RouterTestingHarness.create('/sign-in');
    const refused = TestBed.inject(SessionStore).signIn({ username: 'ada', password: 'wrong' });
    http.expectOne('/api/session').flush({}, unauthorized);
    await expect(refused).rejects.toMatchObject({ status: 401 });
    await harness.fixture.whenStable();
    expect(url()).toBe('/sign-in');
  });
});
