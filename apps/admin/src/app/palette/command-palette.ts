import {
  Component,
  computed,
  type ElementRef,
  inject,
  linkedSignal,
  signal,
  viewChildren,
} from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { Icon } from '../ui/icon';
import { type PaletteEntry, search } from './palette-entries';
import { PaletteSource } from './palette-source';

/** Goes to any page, sandbox, template or deployment, and starts what can be started; closes with what is to run. */
@Component({
  selector: 'sdp-command-palette',
  imports: [Icon],
  providers: [PaletteSource],
  template: `
    <div class="type">
      <sdp-icon name="search" />
      <input
        type="text"
        role="combobox"
        aria-label="Go to, or do"
        aria-controls="palette-list"
        aria-expanded="true"
        aria-autocomplete="list"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        placeholder="Go to a sandbox, template, deployment, page … or start something"
        data-testid="palette-input"
        [attr.aria-activedescendant]="found().length > 0 ? 'palette-' + chosen() : null"
        [value]="typed()"
        (input)="type($event)"
        (keydown)="press($event)"
      />
    </div>
    <ul id="palette-list" role="listbox" aria-label="Found">
      @for (entry of found(); track $index) {
        <!-- The keyboard acts on the input, which points at the chosen option. -->
        <!-- eslint-disable-next-line @angular-eslint/template/click-events-have-key-events, @angular-eslint/template/interactive-supports-focus -->
        <li
          #option
          role="option"
          [id]="'palette-' + $index"
          [attr.aria-selected]="$index === chosen()"
          (mousemove)="chosen.set($index)"
          (click)="run(entry)"
        >
          <span class="name foreign">{{ entry.name }}</span>
          <span class="about foreign">{{ entry.about }}</span>
          <span class="kind">{{ entry.kind }}</span>
        </li>
      }
    </ul>
    @if (found().length === 0) {
      <p class="nothing">{{ source.isLoading() ? 'Reading …' : 'Nothing is called that.' }}</p>
    }
    <p class="visually-hidden" role="status">{{ found().length }} found</p>
  `,
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  private readonly ref = inject<MatDialogRef<CommandPalette, () => unknown>>(MatDialogRef);
  protected readonly source = inject(PaletteSource);
  private readonly options = viewChildren<ElementRef<HTMLElement>>('option');

  protected readonly typed = signal('');
  protected readonly found = computed(() => search(this.source.entries(), this.typed()));
  /** Other words begin at the best again. */
  protected readonly chosen = linkedSignal({ source: this.typed, computation: () => 0 });

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }

  protected press(event: KeyboardEvent): void {
    switch (event.key) {
      case 'ArrowDown':
        return this.move(event, 1);
      case 'ArrowUp':
        return this.move(event, -1);
      case 'Enter': {
        event.preventDefault();
        const entry = this.found()[this.chosen()];
        if (entry) this.run(entry);
      }
    }
  }

  /** It runs once the palette is closed: what it opens keeps the keyboard. */
  protected run(entry: PaletteEntry): void {
    this.ref.close(entry.run);
  }

  private move(event: Event, step: number): void {
    event.preventDefault();
    const count = this.found().length;
    if (count === 0) return;
    this.chosen.update((index) => (index + step + count) % count);
    this.options()[this.chosen()]?.nativeElement.scrollIntoView({ block: 'nearest' });
  }
}
