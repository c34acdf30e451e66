import {
  type HttpEvent,
  type HttpHandlerFn,
  type HttpInterceptorFn,
  HttpRequest,
} from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import {
  catchError,
  concat,
  defer,
  finalize,
  ignoreElements,
  type Observable,
  retry,
  throwError,
  timer,
} from 'rxjs';
import { Contact } from '../live/contact';
import { LiveUpdates } from '../live/live-updates';
import { isUnanswered, neverSent, unknownOutcome } from './unanswered';

const PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 2000;
/** A single miss is no news: the computer changed its network, say. */
const MISSES_TO_TELL = 2;
const PROBE = '/api/health/live';

/**
 * What happens to requests while the control plane does not answer (it restarts, or the network is gone). Reads are
 * repeated until it does. Commands are never sent twice; while the connection is known to be lost, they are not sent
 * at all, so that it can be said for certain that nothing was done.
 */
export const contactInterceptor: HttpInterceptorFn = (request, next) => {
  const contact = inject(Contact);
  const injector = inject(Injector);
  if (request.method === 'GET') return untilAnswered(request, next, contact);
  return defer(() => {
    const isLost = contact.isLost() || injector.get(LiveUpdates).connection() === 'lost';
    return isLost ? afterProbe(request, next) : once(request, next);
  });
};

function untilAnswered(
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  contact: Contact,
): Observable<HttpEvent<unknown>> {
  return defer(() => {
    let answered: (() => void) | undefined;
    return next(request).pipe(
      retry({
        delay: (failure, misses) => {
          if (!isUnanswered(failure)) return throwError(() => failure);
          if (misses >= MISSES_TO_TELL) answered ??= contact.wait();
          return timer(Math.min(PAUSE_MS * misses, LONGEST_PAUSE_MS));
        },
      }),
      finalize(() => answered?.()),
    );
  });
}

function once(request: HttpRequest<unknown>, next: HttpHandlerFn): Observable<HttpEvent<unknown>> {
  return next(request).pipe(
    catchError((failure: unknown) =>
      throwError(() => (isUnanswered(failure) ? unknownOutcome(failure) : failure)),
    ),
  );
}

/** Asks something harmless first: the socket may only not have noticed yet that the control plane is back. */
function afterProbe(request: HttpRequest<unknown>, next: HttpHandlerFn): Observable<HttpEvent<unknown>> {
  const probe = next(new HttpRequest('GET', PROBE)).pipe(
    catchError((failure: unknown) =>
      throwError(() => (isUnanswered(failure) ? neverSent(request.url) : failure)),
    ),
    ignoreElements(),
  );
  return concat(probe, once(request, next));
}
