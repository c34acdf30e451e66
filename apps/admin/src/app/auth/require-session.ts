import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { SessionStore } from './session-store';

export const requireSession: CanActivateFn = async (_route, state) => {
  const router = inject(Router);
  if (await inject(SessionStore).restore()) return true;
  return router.createUrlTree(['/sign-in'], { queryParams: { returnTo: state.url } });
};
