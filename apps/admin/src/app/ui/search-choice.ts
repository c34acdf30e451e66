import { booleanAttribute, Component, computed, input, model, signal } from '@angular/core';
import {
  MatAutocomplete,
  MatAutocompleteTrigger,
  MatOption,
  type MatAutocompleteSelectedEvent,
} from '@angular/material/autocomplete';
import { OpensByHand } from './opens-by-hand';

/** One of many. */
export interface Choice {
  id: string;
  name: string;
  /** Tells it from others of a like name: its owner, say. */
  note?: string;
}

/** More of them nobody looks through: typing goes on. */
const SHOWN = 50;
let count = 0;

/** Chooses one of many by a part of its name. A list of thousands to scroll through would be no choice. */
@Component({
  selector: 'sdp-search-choice',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOption, OpensByHand],
  templateUrl: './search-choice.html',
  styles: `
    .option {
      display: flex;
      flex-wrap: wrap;
      gap: 0 10px;
    }
  `,
})
export class SearchChoice {
  readonly label = input.required<string>();
  readonly options = input.required<readonly Choice[]>();
  /** Id of what is chosen; empty while nothing is. */
  readonly chosen = model.required<string>();
  readonly hint = input('');
  readonly isLoading = input(false);
  /** Whether it is to be said that nothing is chosen. */
  readonly isMissing = input(false, { transform: booleanAttribute });
  /** For tests. */
  readonly testId = input<string>();

  protected readonly id = `choice-${++count}`;
  /** What is being typed; what is chosen stands there otherwise. */
  private readonly typed = signal<string | undefined>(undefined);
  private readonly byId = computed(() => new Map(this.options().map((option) => [option.id, option])));
  private readonly matching = computed(() => {
    const part = (this.typed() ?? '').trim().toLowerCase();
    return this.options().filter(({ name, note }) => `${name} ${note ?? ''}`.toLowerCase().includes(part));
  });

  protected readonly text = computed(() => this.typed() ?? this.nameOf(this.chosen()));
  protected readonly shown = computed(() => this.matching().slice(0, SHOWN));
  protected readonly further = computed(() => this.matching().length - this.shown().length);
  protected readonly note = computed(() => (this.isLoading() ? 'Being read …' : this.hint()));
  protected readonly problem = computed(() => {
    if (this.isLoading()) return '';
    if (this.typed()?.trim() && this.matching().length === 0) return 'None is called like that.';
    return this.isMissing() && !this.chosen() ? 'Choose one.' : '';
  });

  protected readonly nameOf = (id: string): string => this.byId().get(id)?.name ?? '';

  protected type(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    this.typed.set(text);
    if (text === '') this.chosen.set('');
  }

  protected take({ option }: MatAutocompleteSelectedEvent): void {
    this.typed.set(undefined);
    this.chosen.set(option.value as string);
  }

  /** The panel closes by itself while nothing matches: then somebody is still typing. */
  protected isFocused(box: HTMLInputElement): boolean {
    return box.ownerDocument.activeElement === box;
  }

  /** Left without a choice, it is as it was. */
  protected settle(): void {
    this.typed.set(undefined);
  }
}
