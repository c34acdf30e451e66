import { httpResource } from '@angular/common/http';
import { computed, DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type BranchView, type RepositoryUseView } from '@sdp/protocol';
import { debounceTime } from 'rxjs';
import { LiveValue } from '../live/live-value';
import { branchRows } from './branch-rows';
import { RepositoryChoice } from './repository-choice';

/** Nothing tells of a push to a repository without a webhook: the git server is asked again while somebody looks. */
const ASK_AGAIN_MS = 60_000;
/** The control plane lists no more than the newest so many; the others are found by name. */
const LISTED = 500;
const PAUSE_MS = 200;

/** One repository: its branches as the git server has them, and the sandboxes that have services of it. */
@Injectable()
export class RepositoryStore {
  private readonly document = inject(DOCUMENT);
  private readonly name = signal('');
  private readonly _search = signal('');

  readonly all = inject(RepositoryChoice);
  readonly repository = computed(() => this.all.repositories().find(({ name }) => name === this.name()));
  readonly isUnknown = computed(() => !this.all.isLoading() && !this.all.error() && !this.repository());
  readonly branches = new LiveValue<BranchView[]>((branches, update) =>
    update.kind === 'repository-changed' && update.name === this.name() ? 'reload' : branches,
  );
  readonly uses = new LiveValue<RepositoryUseView[]>((uses, update) =>
    update.kind === 'sandbox' || update.kind === 'sandbox-removed' ? 'reload' : uses,
  );
  readonly search = this._search.asReadonly();
  /** There are more branches than are listed. */
  readonly isCut = computed(() => (this.branches.value()?.length ?? 0) >= LISTED);
  private readonly wanted = toSignal(toObservable(this._search).pipe(debounceTime(PAUSE_MS)), {
    initialValue: '',
  });
  private readonly older = httpResource<BranchView[]>(() =>
    this.isCut() && this.wanted()
      ? { url: `${urlOf(this.name())}/branches`, params: { q: this.wanted() } }
      : undefined,
  );
  /** What is said of a branch that sandboxes have and the list does not. */
  readonly absence = computed(() => {
    if (!this.branches.value()) return 'not read';
    return this.isCut() ? 'not among the newest' : 'not on the git server';
  });
  readonly rows = computed(() => {
    const branches = this.older.hasValue() ? this.older.value() : (this.branches.value() ?? []);
    return branchRows(branches, this.uses.value() ?? [], this._search());
  });

  constructor() {
    const timer = setInterval(() => this.askAgain(), ASK_AGAIN_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  open(name: string): void {
    const url = urlOf(name);
    this.name.set(name);
    this.branches.open(`${url}/branches`, 'repositories');
    this.uses.open(`${url}/uses`, 'sandboxes');
  }

  find(part: string): void {
    this._search.set(part);
  }

  private askAgain(): void {
    if (this.document.visibilityState === 'visible' && this.branches.value()) this.branches.reload();
  }
}

function urlOf(name: string): string {
  return `/api/repositories/${encodeURIComponent(name)}`;
}
