import { inject } from '@angular/core';
import { type ActivatedRouteSnapshot, type CanActivateFn, Router } from '@angular/router';
import { SessionStore } from './session-store';

export const requireSession: CanActivateFn = async (route, state) => {
  const router = inject(Router);
  loadAhead(route);
  if (await inject(SessionStore).restore()) return true;
  return router.createUrlTree(['/sign-in'], { queryParams: { returnTo: state.url } });
};

/** The router loads a page after its guards: meanwhile its files may come already. Who may not see it gets no data by that. */
function loadAhead(route: ActivatedRouteSnapshot): void {
  for (let each: ActivatedRouteSnapshot | null = route; each; each = each.firstChild) {
    const loaded = each.routeConfig?.loadComponent?.();
    if (loaded instanceof Promise) loaded.catch(() => undefined);
  }
}
