import { DestroyRef, inject, type Signal, signal } from '@angular/core';

/** Whether the window fits a media query, as it changes. Needs an injection context. */
export function mediaQuery(query: string): Signal<boolean> {
  const list = window.matchMedia(query);
  const fits = signal(list.matches);
  const look = () => fits.set(list.matches);
  list.addEventListener('change', look);
  inject(DestroyRef).onDestroy(() => list.removeEventListener('change', look));
  return fits.asReadonly();
}
