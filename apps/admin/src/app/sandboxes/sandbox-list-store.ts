import { computed, inject, Injectable, signal } from '@angular/core';
import { type SandboxSummary, type Update } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { LiveValue } from '../live/live-value';
import { labelTexts, passes, type SandboxFilter } from './sandbox-filter';

/** The list of sandboxes: the person's own first, then by name; narrowed by a filter. */
@Injectable()
export class SandboxListStore {
  private readonly live = new LiveValue<SandboxSummary[]>(patchList);
  private readonly session = inject(SessionStore).session;
  private readonly _filter = signal<SandboxFilter>({});

  readonly filter = this._filter.asReadonly();
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  /** Undefined until they are read. */
  readonly all = this.live.value;
  readonly count = computed(() => this.all()?.length ?? 0);
  readonly isNarrowed = computed(() => Object.values(this._filter()).some(Boolean));
  readonly found = computed(() => {
    const me = this.session()?.username ?? '';
    const filter = this._filter();
    return (this.all() ?? []).filter((sandbox) => passes(sandbox, filter, me)).sort(mineFirst);
  });
  /** What one can narrow it to. */
  readonly owners = computed(() => distinct((this.all() ?? []).map(({ owner }) => owner)));
  readonly labels = computed(() => distinct((this.all() ?? []).flatMap(labelTexts)));

  constructor() {
    this.live.open('/api/sandboxes', 'sandboxes');
  }

  narrow(filter: SandboxFilter): void {
    this._filter.set(filter);
  }

  reload(): void {
    this.live.reload();
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

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].sort((a, b) => a.localeCompare(b));
}

function mineFirst(a: SandboxSummary, b: SandboxSummary): number {
  return Number(b.isMine) - Number(a.isMine) || a.name.localeCompare(b.name);
}
