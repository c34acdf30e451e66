import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { Router } from '@angular/router';
import { tap } from 'rxjs';
import { SessionStore } from './session-store';

/** A session that ended in the middle of things: sign in, and come back to the same page. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  const injector = inject(Injector);
  return next(request).pipe(
    tap({
      error: (failure: unknown) => {
        const isSigningIn = request.method === 'POST' && request.url === '/api/session';
        if (failure instanceof HttpErrorResponse && failure.status === 401 && !isSigningIn) leave(injector);
      },
    }),
  );
};

function leave(injector: Injector): void {
  const sessions = injector.get(SessionStore);
  const router = injector.get(Router);
  const wasSignedIn = sessions.session() !== null;
  sessions.end();
  if (wasSignedIn) void router.navigate(['/sign-in'], { queryParams: { returnTo: router.url } });
}
