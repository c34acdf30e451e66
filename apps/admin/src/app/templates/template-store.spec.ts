import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { TemplateStore } from './template-store';

const url = '/api/templates/template-1';

describe('TemplateStore', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let store: TemplateStore;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), TemplateStore],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(TemplateStore);
    store.open('template-1', 7);
  });

  const refuse = (path: string) =>
    http
      .match(path)
      .find(({ cancelled }) => !cancelled)!
      .flush({ error: { code: 'not-found', message: 'x' } }, { status: 404, statusText: 'Not Found' });

  it('knows when it was deleted', () => {
    http.expectOne(`${url}/versions`).flush([]);
    expect(store.isGone()).toBe(false);
    socket.update({ kind: 'template-removed', id: 'template-1' });
    expect(store.isGone()).toBe(true);
  });

  it('knows when it was deleted while nobody was connected', () => {
    refuse(`${url}/versions`);
    expect(store.isGone()).toBe(true);
  });

  it('is there when only a version of it is not', () => {
    refuse(`${url}?version=7`);
    expect(store.isGone()).toBe(false);
  });
});
