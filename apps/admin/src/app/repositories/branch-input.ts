import { httpResource } from '@angular/common/http';
import { Component, computed, input, model, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { type BranchView } from '@sdp/protocol';
import { debounceTime } from 'rxjs';
import { toShownError } from '../errors/wire-error';
import { Ago } from '../ui/ago';

const SHOWN = 50;
const PAUSE_MS = 200;
let count = 0;

/** Chooses a branch by typing a part of its name; each is shown with its newest commit. */
@Component({
  selector: 'sdp-branch-input',
  imports: [Ago, MatAutocomplete, MatAutocompleteTrigger, MatOption],
  templateUrl: './branch-input.html',
  styleUrl: './branch-input.scss',
})
export class BranchInput {
  readonly branch = model.required<string>();
  /** The repository's name; empty until one is chosen. */
  readonly repository = input.required<string>();
  readonly isMissing = input(false);

  protected readonly id = `branch-${++count}`;
  private readonly typed = signal('');
  private readonly wanted = toSignal(toObservable(this.typed).pipe(debounceTime(PAUSE_MS)), {
    initialValue: '',
  });
  protected readonly branches = httpResource<BranchView[]>(() =>
    this.repository()
      ? {
          url: `/api/repositories/${encodeURIComponent(this.repository())}/branches`,
          params: { q: this.wanted() },
        }
      : undefined,
  );
  protected readonly found = computed(() =>
    this.branches.hasValue() ? this.branches.value().slice(0, SHOWN) : [],
  );
  protected readonly chosen = computed(() => this.found().find(({ name }) => name === this.branch()));
  protected readonly problem = computed(() => {
    const failure = this.branches.error();
    if (failure) return toShownError(failure).message;
    return this.isMissing() ? 'Choose a branch.' : '';
  });
  protected readonly note = computed(() => {
    if (!this.repository()) return 'Choose a repository first.';
    if (this.branches.isLoading()) return 'Asking the git server …';
    return this.found().length === 0 ? 'No branch matches.' : '';
  });

  protected type(event: Event): void {
    const text = (event.target as HTMLInputElement).value.trim();
    this.branch.set(text);
    this.typed.set(text);
  }

  protected choose(name: string): void {
    this.branch.set(name);
    this.typed.set('');
  }
}
