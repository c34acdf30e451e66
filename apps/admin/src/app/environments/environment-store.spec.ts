import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type EnvironmentView } from '@sdp/protocol';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { EnvironmentStore } from './environment-store';
import { anEnvironment } from './sample-environments';

const url = '/api/environments/environment-1';

describe('EnvironmentStore', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let store: EnvironmentStore;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), EnvironmentStore],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(EnvironmentStore);
    store.open('environment-1');
    answer(anEnvironment());
  });

  const answer = (environment: EnvironmentView) =>
    http
      .match(url)
      .find(({ cancelled }) => !cancelled)!
      .flush(environment);
  const first = () => store.rows()[0]!;
  const othersSave = () => {
    socket.update({ kind: 'environment-changed', id: 'environment-1' });
    answer(
      anEnvironment({
        version: 6,
        variables: [
          { name: 'LEVEL', value: 'info', isSecret: false, baselineOf: null },
          { name: 'NEW', value: '1', isSecret: false, baselineOf: null },
        ],
      }),
    );
  };

  it('sends the edits against the version that they began on', async () => {
    store.edit(first(), { value: 'debug' });
    const saved = store.save();
    const request = http.expectOne(`${url}/variables`);
    expect(request.request.body).toEqual({
      set: [{ name: 'LEVEL', value: 'debug', isSecret: false }],
      remove: [],
      version: 5,
    });
    request.flush(anEnvironment({ version: 6 }));
    await saved;
    expect(store.unsaved()).toBe(0);
  });

  it('keeps what is typed while it is being saved', async () => {
    store.edit(first(), { value: 'debug' });
    const saved = store.save();
    store.edit(first(), { value: 'debugging' });
    http.expectOne(`${url}/variables`).flush(
      anEnvironment({
        version: 6,
        variables: [{ name: 'LEVEL', value: 'debug', isSecret: false, baselineOf: null }],
      }),
    );
    await saved;
    expect(first()).toMatchObject({ value: 'debugging', state: 'changed', news: '' });
    expect(store.isOvertaken()).toBe(false);

    const savedAgain = store.save();
    const request = http.expectOne(`${url}/variables`);
    expect(request.request.body).toMatchObject({ set: [{ name: 'LEVEL', value: 'debugging' }], version: 6 });
    request.flush(anEnvironment({ version: 7 }));
    await savedAgain;
    expect(store.unsaved()).toBe(0);
  });

  it('puts nothing of what was saved on the page of another', async () => {
    store.edit(first(), { value: 'debug' });
    const saved = store.save();
    store.open('environment-2');
    http.expectOne(`${url}/variables`).flush(anEnvironment({ version: 6 }));
    await saved;
    expect(store.environment()).toBeUndefined();
  });

  it('keeps edits while others save, and says so until that was seen', () => {
    store.edit(first(), { value: 'debug' });
    othersSave();
    expect(first().value).toBe('debug');
    expect(store.rows()).toHaveLength(2);
    expect(store.isOvertaken()).toBe(true);
    store.acceptNews();
    expect(store.isOvertaken()).toBe(false);
  });

  it('is not overtaken where nothing is edited', () => {
    othersSave();
    expect(store.isOvertaken()).toBe(false);
  });

  it('keeps edits that were refused, and reads what is new', async () => {
    store.edit(first(), { value: 'debug' });
    const saved = store.save();
    http
      .expectOne(`${url}/variables`)
      .flush({ error: { code: 'conflict', message: 'x' } }, { status: 409, statusText: 'Conflict' });
    await expect(saved).rejects.toBeDefined();
    answer(anEnvironment({ version: 6 }));
    expect(first().value).toBe('debug');
    expect(store.isOvertaken()).toBe(true);
  });

  it('forgets a new row that is removed, and marks a variable', () => {
    store.add();
    store.remove(store.rows()[1]!);
    expect(store.rows()).toHaveLength(1);
    store.remove(first());
    expect(first().state).toBe('removed');
    store.undo(first());
    expect(store.unsaved()).toBe(0);
  });

  it('adds rows beside those of a draft, whichever of them were removed before', () => {
    const edit = (name: string) => ({ base: null, name, value: '1', isSecret: false, isRemoved: false });
    store.takeDraft({
      version: 5,
      edits: [
        ['new:2', edit('A')],
        ['new:3', edit('B')],
      ],
    });
    store.add();
    store.add();
    expect(store.rows().map(({ name }) => name)).toEqual(['LEVEL', 'A', 'B', '', '']);
  });

  it('knows when it was deleted', () => {
    socket.update({ kind: 'environment-removed', id: 'environment-1' });
    expect(store.isGone()).toBe(true);
  });

  it('knows when it was deleted while nobody was connected', () => {
    socket.reconnect();
    const error = { code: 'not-found', message: 'x' };
    http.expectOne(url).flush({ error }, { status: 404, statusText: 'Not Found' });
    expect(store.isGone()).toBe(true);
  });
});
