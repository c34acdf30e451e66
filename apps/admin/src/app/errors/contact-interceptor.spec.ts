import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Contact } from '../live/contact';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { contactInterceptor } from './contact-interceptor';
import { toShownError } from './wire-error';

const URL = '/api/sandboxes';
const PROBE = '/api/health/live';

describe('requests while the control plane is away', () => {
  let http: HttpClient;
  let server: HttpTestingController;
  let contact: Contact;
  let socket: FakeSocket;
  let answers: unknown[];
  let failures: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([contactInterceptor])),
        provideHttpClientTesting(),
        socket.provider(),
      ],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
    contact = TestBed.inject(Contact);
    TestBed.inject(LiveUpdates).connect();
    [answers, failures] = [[], []];
  });

  afterEach(() => {
    server.verify();
    jest.useRealTimers();
  });

  const taken = {
    next: (value: unknown) => answers.push(value),
    error: (failure: unknown) => failures.push(toShownError(failure).message),
  };
  const read = () => http.get(URL).subscribe(taken);
  const command = () => http.post(URL, {}).subscribe(taken);
  const unreachable = (url = URL) => server.expectOne(url).error(new ProgressEvent('error'));
  const fromProxy = (status: number) =>
    server.expectOne(URL).flush('<html>Bad Gateway</html>', { status, statusText: 'x' });

  it.each([
    ['nobody answers', unreachable],
    ['a proxy answers in its place', () => fromProxy(502)],
    [
      'our own nginx says that it is away',
      () =>
        server
          .expectOne(URL)
          .flush(
            { error: { code: 'control-plane-away', message: 'Away.' } },
            { status: 503, statusText: 'x' },
          ),
    ],
  ])('repeats what reads for as long as %s, and says that the connection is lost', (_, miss) => {
    read();
    miss();
    expect(contact.isLost()).toBe(false);
    for (let times = 0; times < 9; times += 1) {
      jest.advanceTimersByTime(2_000);
      miss();
    }
    expect(contact.isLost()).toBe(true);
    jest.advanceTimersByTime(2_000);
    server.expectOne(URL).flush([]);
    expect([answers, failures, contact.isLost()]).toEqual([[[]], [], false]);
  });

  it('waits no longer for what nobody wants any more', () => {
    const reading = read();
    unreachable();
    jest.advanceTimersByTime(2_000);
    unreachable();
    reading.unsubscribe();
    expect(contact.isLost()).toBe(false);
    jest.advanceTimersByTime(10_000);
    server.expectNone(URL);
  });

  it('takes a refusal of the control plane itself for an answer', () => {
    read();
    server
      .expectOne(URL)
      .flush(
        { error: { code: 'no-agent', message: 'No agent is connected.' } },
        { status: 503, statusText: 'x' },
      );
    expect(failures).toEqual(['No agent is connected.']);
  });

  it('never sends a command twice, and makes no promise about one whose answer was lost', () => {
    command();
    unreachable();
    jest.advanceTimersByTime(10_000);
    command();
    fromProxy(502);
    expect(failures).toEqual(Array(2).fill(expect.stringContaining('may have been done or not')));
  });

  it('keeps a command back while the connection is lost, and says that nothing was done', () => {
    socket.disconnect();
    command();
    unreachable(PROBE);
    expect(failures).toEqual([expect.stringMatching(/^Nothing was done/)]);
    server.expectNone(URL);
  });

  it('sends a command when somebody answers again, although the socket has not noticed', () => {
    socket.disconnect();
    command();
    server.expectOne(PROBE).flush({ status: 'alive' });
    server.expectOne(URL).flush({ id: '1' });
    expect([answers, failures]).toEqual([[{ id: '1' }], []]);
  });
});
