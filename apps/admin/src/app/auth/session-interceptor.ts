import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { SessionStore } from './session-store';

/**
 * A session that ended in the middle of things: the request waits until the person has signed in again, and is sent
 * once more. Whoever sent it notices nothing, so no form loses what was typed.
 */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  const injector = inject(Injector);
  return next(request).pipe(
    catchError((failure: unknown) => {
      const sessions = injector.get(SessionStore);
      if (!isEnded(failure, request) || !sessions.session()) return throwError(() => failure);
      return from(sessions.renewed()).pipe(
        switchMap((isBack) => (isBack ? next(request) : throwError(() => failure))),
      );
    }),
  );
};

/** A refused sign-in says nothing about the session; and who asks for it wants to know, not to wait. */
function isEnded(failure: unknown, { method, url }: HttpRequest<unknown>): boolean {
  const isAboutIt = url === '/api/session' && method !== 'DELETE';
  return failure instanceof HttpErrorResponse && failure.status === 401 && !isAboutIt;
}
