import { computed, inject, Injectable, signal } from '@angular/core';
import { SessionStore } from '../auth/session-store';
import { passing, prepareSearch, type SandboxFilter } from './sandbox-filter';
import { inSlices } from '../ui/in-slices';
import { SandboxCatalog } from './sandbox-catalog';

/** The list of sandboxes: the person's own first, then by name; narrowed by a filter. */
@Injectable()
export class SandboxListStore {
  private readonly catalog = inject(SandboxCatalog);
  private readonly session = inject(SessionStore).session;
  private readonly _filter = signal<SandboxFilter>({});

  readonly filter = this._filter.asReadonly();
  readonly isLoading = this.catalog.isLoading;
  readonly error = this.catalog.error;
  /** Undefined until they are read. */
  readonly all = this.catalog.sandboxes;
  readonly count = computed(() => this.all()?.length ?? 0);
  readonly isNarrowed = computed(() => Object.values(this._filter()).some(Boolean));
  readonly found = computed(() => {
    const me = this.session()?.username ?? '';
    const filter = this._filter();
    const all = this.all() ?? [];
    return this.isNarrowed() ? all.filter(passing(filter, me)) : all;
  });
  /** What one can narrow it to. */
  readonly owners = this.catalog.owners;
  readonly labels = this.catalog.labels;

  constructor() {
    this.catalog.use();
    inSlices(this.all, prepareSearch);
  }

  narrow(filter: SandboxFilter): void {
    this._filter.set(filter);
  }

  reload(): void {
    this.catalog.reload();
  }
}
