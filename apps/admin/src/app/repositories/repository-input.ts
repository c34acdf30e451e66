import { Component, computed, input, model } from '@angular/core';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { type RepositoryView } from '@sdp/protocol';
import { OpensByHand } from '../ui/opens-by-hand';

const SHOWN = 50;
let count = 0;

/** Chooses a repository by typing a part of its name. */
@Component({
  selector: 'sdp-repository-input',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOption, OpensByHand],
  template: `
    <!-- The panel opens beside the input: were that inside the label, choosing would count as a click on the input. -->
    <div class="field">
      <label class="label" [attr.for]="id">Repository</label>
      <input
        sdpOpensByHand
        class="input"
        [id]="id"
        placeholder="Type to search"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        data-testid="repository-input"
        [attr.aria-describedby]="id + '-note'"
        [attr.aria-invalid]="problem() ? true : null"
        [matAutocomplete]="panel"
        [value]="repository()"
        (input)="type($event)"
      />
      <span [id]="id + '-note'" [class]="problem() ? 'field-error' : 'hint'">{{ problem() || note() }}</span>
    </div>
    <mat-autocomplete #panel="matAutocomplete" (optionSelected)="repository.set($event.option.value)">
      @for (found of matching(); track found.name) {
        <mat-option [value]="found.name" [disabled]="!found.isAvailable">
          <span class="option">
            <span class="foreign">{{ found.name }}</span>
            <span class="badge">{{ found.stack }}</span>
            @if (!found.isAvailable) {
              <span class="muted">no agent connected</span>
            }
          </span>
        </mat-option>
      }
    </mat-autocomplete>
  `,
  styles: `
    .option {
      display: flex;
      align-items: center;
      gap: 10px;
    }
  `,
})
export class RepositoryInput {
  readonly repository = model.required<string>();
  readonly repositories = input.required<RepositoryView[]>();
  readonly isLoading = input(false);
  readonly isMissing = input(false);

  protected readonly id = `repository-${++count}`;
  protected readonly matching = computed(() => {
    const part = this.repository().toLowerCase();
    const all = this.repositories();
    const isChosen = all.some(({ name }) => name === this.repository());
    return (isChosen ? all : all.filter(({ name }) => name.toLowerCase().includes(part))).slice(0, SHOWN);
  });
  protected readonly note = computed(() => {
    if (this.isLoading()) return 'Reading the repositories …';
    const chosen = this.repositories().find(({ name }) => name === this.repository());
    if (chosen) return chosen.url;
    return this.repositories().length === 0 ? 'No repository is known yet: add one under Repositories.' : '';
  });
  protected readonly problem = computed(() => {
    if (this.isMissing()) return 'Choose a repository.';
    const isUnknown = !this.isLoading() && this.repository() !== '' && this.matching().length === 0;
    return isUnknown ? 'No repository has this name. Add it under Repositories first.' : '';
  });

  protected type(event: Event): void {
    this.repository.set((event.target as HTMLInputElement).value.trim());
  }
}
