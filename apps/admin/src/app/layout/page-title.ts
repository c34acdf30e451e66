import { effect, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/** Keeps the window's title on what a page shows, through the navigations inside it. Needs an injection context.
 * `words` are most telling first: `fast-orders · Sandbox`. */
export function keepTitle(words: () => string | undefined): void {
  const title = inject(Title);
  const arrived = toSignal(inject(Router).events.pipe(filter((event) => event instanceof NavigationEnd)));
  effect(() => {
    arrived();
    const text = words();
    if (text) title.setTitle(`${text} · SDP`);
  });
}
