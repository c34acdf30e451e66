import { DOCUMENT, inject } from '@angular/core';
import { type NavigationError, NavigationStart, Router } from '@angular/router';
import { filter, firstValueFrom, map } from 'rxjs';

const KEY = 'sdp-page-loads';
const WINDOW_MS = 60_000;
const MOST = 5;
const PAUSE_MS = 500;
const PROBE_MS = 1000;

/**
 * A page's code did not load: the computer changed its network in that moment, or a new release has replaced the
 * file. The router would leave an empty page; loading the document anew at the wanted address helps in both cases, once
 * there is somebody to load it from. Some tries a minute, then no more, so that what never loads does not reload for ever.
 */
export function reloadWhenPageFailed(failure: NavigationError): void {
  if (!isLoadFailure(failure.error)) return;
  const { location, defaultView } = inject(DOCUMENT);
  const tries = recentTries().concat(Date.now());
  if (tries.length > MOST) return;
  sessionStorage.setItem(KEY, JSON.stringify(tries));
  const pause = PAUSE_MS * (tries.length - 1);
  const wasLeft = firstValueFrom(
    inject(Router).events.pipe(
      filter((event) => event instanceof NavigationStart),
      map(() => false),
    ),
  );
  defaultView?.setTimeout(async () => {
    if (await Promise.race([untilThere(failure.url), wasLeft])) location.assign(failure.url);
  }, pause);
}

/** The document is left only for one that comes: what was typed on this one is lost with it. */
export async function untilThere(url: string): Promise<true> {
  for (;;) {
    const answer = await fetch(url, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
    if (answer && answer.status < 500) return true;
    await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
  }
}

/** The words of Chromium, Firefox and Safari. */
export function isLoadFailure(error: unknown): boolean {
  return /dynamically imported module|importing a module script failed/i.test(String(error));
}

function recentTries(): number[] {
  const tries = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as number[];
  return tries.filter((at) => Date.now() - at < WINDOW_MS);
}
