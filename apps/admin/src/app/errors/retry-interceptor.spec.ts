import { jest } from '@jest/globals';
import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { retryInterceptor } from './retry-interceptor';

describe('a request that got no answer', () => {
  let http: HttpClient;
  let server: HttpTestingController;

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([retryInterceptor])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    server.verify();
    jest.useRealTimers();
  });

  const unanswered = () => new ProgressEvent('error');

  it('is sent again when it reads', () => {
    const seen: unknown[] = [];
    http.get('/api/sandboxes').subscribe((value) => seen.push(value));
    server.expectOne('/api/sandboxes').error(unanswered());
    jest.advanceTimersByTime(300);
    server.expectOne('/api/sandboxes').flush([]);
    expect(seen).toEqual([[]]);
  });

  it('is not sent again when it commands, or when it was answered', () => {
    const failures: unknown[] = [];
    const error = (failure: unknown) => failures.push(failure);
    http.post('/api/sandboxes', {}).subscribe({ error });
    server.expectOne('/api/sandboxes').error(unanswered());
    http.get('/api/agents').subscribe({ error });
    server.expectOne('/api/agents').flush({}, { status: 503, statusText: 'Unavailable' });
    jest.advanceTimersByTime(2_000);
    expect(failures).toHaveLength(2);
  });
});
