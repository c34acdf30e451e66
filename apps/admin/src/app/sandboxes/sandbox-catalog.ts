import { computed, DestroyRef, inject, Injectable } from '@angular/core';
import { type SandboxSummary, type Update } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { LiveValue } from '../live/live-value';
import { labelTexts } from './sandbox-filter';

/** Nobody looks through more of them; the search finds every label. */
const MOST_LABELS = 200;
/** Who goes from the list to a sandbox is soon back. */
const KEPT_MS = 60_000;

/**
 * Every sandbox there is, read once for all who show or search them, and kept up to date while somebody does: there may
 * be ten thousand. The person's own come first, then by name.
 */
@Injectable({ providedIn: 'root' })
export class SandboxCatalog {
  private readonly live = new LiveValue<SandboxSummary[]>(patchList, inOrder);
  private readonly session = inject(SessionStore).session;
  private users = 0;
  /** Summaries say what their reader may do: somebody else reads them anew. */
  private reader: string | undefined;
  private ending: ReturnType<typeof setTimeout> | undefined;

  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  readonly sandboxes = this.live.value;
  readonly owners = computed(() =>
    distinct((this.sandboxes() ?? []).map(({ owner }) => owner)).sort(collator.compare),
  );
  /** The most frequent ones. */
  readonly labels = computed(() =>
    mostFrequent((this.sandboxes() ?? []).flatMap(labelTexts), MOST_LABELS).sort(collator.compare),
  );

  /** Needs an injection context: it is used until that ends. */
  use(): void {
    clearTimeout(this.ending);
    const reader = this.session()?.username;
    if (!this.live.isOpen() || reader !== this.reader) this.live.open('/api/sandboxes', 'sandboxes');
    this.reader = reader;
    this.users += 1;
    inject(DestroyRef).onDestroy(() => this.release());
  }

  reload(): void {
    this.live.reload();
  }

  private release(): void {
    this.users -= 1;
    if (this.users === 0) this.ending = setTimeout(() => this.live.close(), KEPT_MS);
  }
}

const collator = new Intl.Collator();

function patchList(sandboxes: SandboxSummary[], update: Update): SandboxSummary[] {
  switch (update.kind) {
    case 'sandbox':
      return withOne(sandboxes, update.value);
    case 'sandbox-removed':
      return sandboxes.filter(({ id }) => id !== update.id);
    default:
      return sandboxes;
  }
}

/** One that keeps its place is exchanged there: sorting thousands for every change would be felt. */
function withOne(sandboxes: SandboxSummary[], changed: SandboxSummary): SandboxSummary[] {
  const index = sandboxes.findIndex(({ id }) => id === changed.id);
  const known = sandboxes[index];
  if (known && known.name === changed.name && known.isMine === changed.isMine)
    return sandboxes.with(index, changed);
  return inOrder([...sandboxes.filter(({ id }) => id !== changed.id), changed]);
}

function inOrder(sandboxes: SandboxSummary[]): SandboxSummary[] {
  return sandboxes.toSorted(
    (a, b) => Number(b.isMine) - Number(a.isMine) || collator.compare(a.name, b.name),
  );
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}

function mostFrequent(texts: string[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([text]) => text);
}
