import { httpResource } from '@angular/common/http';
import { booleanAttribute, Component, computed, input, linkedSignal, model, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { type BranchView } from '@sdp/protocol';
import { debounceTime } from 'rxjs';
import { toShownError } from '../errors/wire-error';
import { Ago } from '../ui/ago';
import { OpensByHand } from '../ui/opens-by-hand';

const SHOWN = 50;
const PAUSE_MS = 200;
let count = 0;

interface Answered {
  repository: string;
  /** Absent until there is an answer. */
  branches: BranchView[] | undefined;
}

/** Chooses a branch by typing a part of its name; each is shown with its newest commit. */
@Component({
  selector: 'sdp-branch-input',
  imports: [Ago, MatAutocomplete, MatAutocompleteTrigger, MatOption, OpensByHand],
  templateUrl: './branch-input.html',
  styleUrl: './branch-input.scss',
})
export class BranchInput {
  readonly branch = model.required<string>();
  /** The repository's name; empty until one is chosen. */
  readonly repository = input.required<string>();
  readonly isMissing = input(false);
  readonly label = input('Branch');
  readonly testId = input('branch-input');
  /** What it has to be besides, in words; shown as long as there is nothing more important to say. */
  readonly rule = input('');
  /** Whether it is also good without a look at the list: then it is no mistake that there is none. */
  readonly isFree = input(false, { transform: booleanAttribute });

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
  /** Those found before stay while others are on their way: who clicks on one of them at that moment gets it. */
  private readonly answered = linkedSignal<Answered, Answered>({
    source: () => ({
      repository: this.repository(),
      branches: this.branches.hasValue() ? this.branches.value().slice(0, SHOWN) : undefined,
    }),
    computation: (now, previous) => {
      const isStillOut = now.branches === undefined && this.branches.isLoading();
      const before = previous?.value;
      return isStillOut && before?.repository === now.repository ? before : now;
    },
  });
  protected readonly found = computed(() => this.answered().branches ?? []);
  protected readonly chosen = computed(() => this.found().find(({ name }) => name === this.branch()));
  protected readonly problem = computed(() => {
    const failure = this.branches.error();
    if (failure && !this.isFree()) return toShownError(failure).message;
    return this.isMissing() ? this.rule() || 'Choose a branch.' : '';
  });
  protected readonly note = computed(() => {
    if (!this.repository()) return 'Choose a repository first.';
    if (this.branches.isLoading()) return 'Asking the git server …';
    if (this.branches.error()) return 'The branches cannot be listed now: type the whole name.';
    return this.found().length === 0 ? 'No branch matches.' : this.rule();
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
