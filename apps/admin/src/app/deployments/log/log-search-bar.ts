import { DecimalPipe } from '@angular/common';
import { Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { Icon } from '../../ui/icon';
import { type LogFilter } from './log-filter';

const TYPING_MS = 150;

/** Looks for a text in a log: count, next and previous, only what matches. */
@Component({
  selector: 'sdp-log-search',
  imports: [DecimalPipe, Icon],
  template: `
    <label class="field">
      <sdp-icon name="search" />
      <span class="visually-hidden">Find in the {{ heading() }}</span>
      <input
        #field
        type="search"
        placeholder="Find"
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
        data-testid="log-search"
        (input)="typed(field.value)"
        (keydown.enter)="step.emit(1); $event.preventDefault()"
        (keydown.shift.enter)="step.emit(-1); $event.preventDefault()"
        (keydown.escape)="cleared($event)"
      />
    </label>
    @if (filter().text() !== '') {
      <span class="count" role="status" data-testid="log-matches">
        @if (filter().currentPlace(); as place) {
          {{ place | number }} of {{ filter().matchCount() | number }}
        } @else if (filter().matchCount() > 0 || !filter().isSearching()) {
          {{ filter().matchCount() | number }} {{ filter().matchCount() === 1 ? 'line' : 'lines' }}
        }
        {{ filter().isSearching() ? '…' : '' }}
      </span>
      <button type="button" class="log-button icon" aria-label="Previous match" (click)="step.emit(-1)">
        <sdp-icon name="up" />
      </button>
      <button
        type="button"
        class="log-button icon"
        aria-label="Next match"
        data-testid="next-match"
        (click)="step.emit(1)"
      >
        <sdp-icon name="down-small" />
      </button>
      <button
        type="button"
        class="log-button"
        aria-label="Match upper and lower case"
        [attr.aria-pressed]="filter().matchCase()"
        (click)="filter().matchCase.set(!filter().matchCase())"
      >
        Aa
      </button>
      <button
        type="button"
        class="log-button"
        data-testid="only-matches"
        [attr.aria-pressed]="filter().onlyMatches()"
        (click)="filter().onlyMatches.set(!filter().onlyMatches())"
      >
        Only these
      </button>
    }
  `,
  styleUrls: ['./log-button.scss', './log-search-bar.scss'],
})
export class LogSearchBar {
  readonly filter = input.required<LogFilter>();
  readonly heading = input.required<string>();
  /** The next match is wanted, or the previous one. */
  readonly step = output<1 | -1>();
  readonly left = output();

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private typing: ReturnType<typeof setTimeout> | undefined;

  focus(): void {
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  protected typed(text: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.filter().text.set(text), TYPING_MS);
  }

  protected cleared(event: Event): void {
    event.preventDefault();
    clearTimeout(this.typing);
    this.field().nativeElement.value = '';
    this.filter().text.set('');
    this.left.emit();
  }
}
