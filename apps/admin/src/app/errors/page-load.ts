import { DOCUMENT, inject } from '@angular/core';
import { type NavigationError } from '@angular/router';

const KEY = 'sdp-page-loads';
const WINDOW_MS = 60_000;
const MOST = 5;
const PAUSE_MS = 500;

/**
 * A page's code did not load: the computer changed its network in that moment, or a new release has replaced the
 * file. The router would leave an empty page; loading the document anew at the wanted address helps in both cases. Some
 * tries a minute, then no more, so that what never loads does not reload for ever.
 */
export function reloadWhenPageFailed(failure: NavigationError): void {
  if (!isLoadFailure(failure.error)) return;
  const { location, defaultView } = inject(DOCUMENT);
  const tries = recentTries().concat(Date.now());
  if (tries.length > MOST) return;
  sessionStorage.setItem(KEY, JSON.stringify(tries));
  defaultView?.setTimeout(() => location.assign(failure.url), PAUSE_MS * (tries.length - 1));
}

/** The words of Chromium, Firefox and Safari. */
export function isLoadFailure(error: unknown): boolean {
  return /dynamically imported module|importing a module script failed/i.test(String(error));
}

function recentTries(): number[] {
  const tries = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as number[];
  return tries.filter((at) => Date.now() - at < WINDOW_MS);
}
