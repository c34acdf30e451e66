import { computed, Injectable, signal } from '@angular/core';
import { type SandboxSummary, type Update } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';

/** The list of sandboxes: the person's own first, then by name; narrowed by a search. */
@Injectable()
export class SandboxListStore {
  private readonly all = new LiveValue<SandboxSummary[]>(patchList);
  private readonly _search = signal('');

  readonly search = this._search.asReadonly();
  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly count = computed(() => this.all.value()?.length ?? 0);
  readonly found = computed(() => {
    const words = this._search().toLowerCase().split(/\s+/).filter(Boolean);
    return (this.all.value() ?? []).filter((sandbox) => matches(sandbox, words)).sort(mineFirst);
  });

  constructor() {
    this.all.open('/api/sandboxes', 'sandboxes');
  }

  searchFor(text: string): void {
    this._search.set(text);
  }

  reload(): void {
    this.all.reload();
  }
}

function patchList(sandboxes: SandboxSummary[], update: Update): SandboxSummary[] | 'reload' {
  switch (update.kind) {
    case 'sandbox': {
      const known = sandboxes.find(({ id }) => id === update.value.id);
      if (!known) return [...sandboxes, update.value];
      return sandboxes.map((sandbox) => (sandbox === known ? update.value : sandbox));
    }
    case 'sandbox-removed':
      return sandboxes.filter(({ id }) => id !== update.id);
    default:
      return sandboxes;
  }
}

function matches(sandbox: SandboxSummary, words: string[]): boolean {
  const text = [
    sandbox.name,
    sandbox.description,
    sandbox.owner,
    sandbox.environment?.name,
    sandbox.template?.name,
    ...sandbox.services.map(({ name }) => name),
    ...Object.entries(sandbox.labels).map(([key, value]) => `${key}: ${value}`),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function mineFirst(a: SandboxSummary, b: SandboxSummary): number {
  return Number(b.isMine) - Number(a.isMine) || a.name.localeCompare(b.name);
}
