import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  model,
  afterNextRender,
  Injector,
  viewChild,
} from '@angular/core';
import { Icon } from '../ui/icon';
import { looksLikeDotEnv, parseDotEnv, type Variable } from './dot-env';
import { nameProblem } from './variables';

/** Rows of name and value. A `.env` file pasted into any field becomes rows. */
@Component({
  selector: 'sdp-variables-editor',
  imports: [Icon],
  templateUrl: './variables-editor.html',
  styleUrl: './variables-editor.scss',
})
export class VariablesEditor {
  readonly variables = model.required<Variable[]>();
  readonly heading = input('Variables');
  readonly hint = input('');

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly addButton = viewChild.required<ElementRef<HTMLElement>>('addButton');
  protected readonly problems = computed(() =>
    this.variables().map((variable) => nameProblem(variable, this.variables())),
  );

  protected add(): void {
    this.variables.update((rows) => [...rows, { name: '', value: '' }]);
    this.focusLastRow();
  }

  protected remove(index: number): void {
    this.variables.update((rows) => rows.filter((_, at) => at !== index));
    this.focusRemoval(index);
  }

  protected change(index: number, part: keyof Variable, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.variables.update((rows) => rows.map((row, at) => (at === index ? { ...row, [part]: value } : row)));
  }

  protected paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!looksLikeDotEnv(text)) return;
    event.preventDefault();
    this.variables.update((rows) => merge(rows, parseDotEnv(text)));
  }

  /** The keyboard goes on at the row that took its place, else at the last one, else where one is added. */
  private focusRemoval(index: number): void {
    afterNextRender(
      () => {
        const removals = [...this.host.nativeElement.querySelectorAll<HTMLElement>('[data-part="remove"]')];
        (removals[index] ?? removals.at(-1) ?? this.addButton().nativeElement).focus();
      },
      { injector: this.injector },
    );
  }

  private focusLastRow(): void {
    afterNextRender(
      () => [...this.host.nativeElement.querySelectorAll<HTMLElement>('[data-part="name"]')].at(-1)?.focus(),
      { injector: this.injector },
    );
  }
}

/** Pasted names replace equal ones; rows that are still empty make room. */
function merge(rows: Variable[], pasted: Variable[]): Variable[] {
  const names = new Set(pasted.map(({ name }) => name));
  return [...rows.filter(({ name, value }) => (name || value) && !names.has(name)), ...pasted];
}
