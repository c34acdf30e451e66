const PREFIX = 'sdp-draft ';

/** What is kept of a form, and since when. */
export interface KeptDraft<T> {
  value: T;
  at: string;
}

/* Drafts are of this window only, and end with it or with signing out. */

export function readDraft<T>(key: string): KeptDraft<T> | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    return text === null ? undefined : (JSON.parse(text) as KeptDraft<T>);
  } catch {
    return undefined;
  }
}

/** A window that may store nothing, or has no room left, keeps no drafts: the form itself works on. */
export function writeDraft<T>(key: string, value: T): void {
  try {
    const kept: KeptDraft<T> = { value, at: new Date().toISOString() };
    sessionStorage.setItem(PREFIX + key, JSON.stringify(kept));
  } catch {
    removeDraft(key);
  }
}

export function removeDraft(key: string): void {
  sessionStorage.removeItem(PREFIX + key);
}

export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
