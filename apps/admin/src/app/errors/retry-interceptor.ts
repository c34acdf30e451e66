import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { retry, throwError, timer } from 'rxjs';

const TRIES = 3;
const PAUSE_MS = 300;

/** Reads that got no answer at all (the network changed, a proxy restarted) are tried again; commands never are. */
export const retryInterceptor: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'GET') return next(request);
  const isUnanswered = (failure: unknown) => failure instanceof HttpErrorResponse && failure.status === 0;
  return next(request).pipe(
    retry({
      count: TRIES,
      delay: (failure, attempt) =>
        isUnanswered(failure) ? timer(PAUSE_MS * attempt) : throwError(() => failure),
    }),
  );
};
