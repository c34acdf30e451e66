import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { SessionStore } from './session-store';

/** Pages that only ops can read: everybody else is led to the sandboxes. */
export const requireOps: CanActivateFn = async () => {
  const router = inject(Router);
  const sessions = inject(SessionStore);
  await sessions.restore();
  return sessions.isOps() || router.createUrlTree(['/sandboxes']);
};
