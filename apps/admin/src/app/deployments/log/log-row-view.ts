import { Component, computed, input } from '@angular/core';
import { ansiSpans, sliceSpans, type Span } from './ansi-spans';
import { highlighted } from './highlight';
import { type LogLine } from './log-line';

/** One row: a line, or a part of one. Text only ever arrives as text: no markup is made from it. */
@Component({
  selector: 'sdp-log-row',
  template: `
    <!-- By keyboard there is the field for line numbers: a stop for every line would be in the way. -->
    <a class="number" tabindex="-1" [attr.href]="link()">{{ isFirst() ? number() : '' }}</a>
    @if (showTime()) {
      <span class="time">{{ isFirst() ? line()?.time : '' }}</span>
    }
    @if (plain() !== null) {
      <span class="text">{{ plain() }}</span>
    } @else {
      <span class="text">
        @for (span of spans(); track $index) {
          @if (span.isMatch) {
            <mark [class]="span.classes">{{ span.text }}</mark>
          } @else {
            <span
              [class]="span.classes"
              [style.color]="span.color"
              [style.background-color]="span.background"
              >{{ span.text }}</span
            >
          }
        }
      </span>
    }
  `,
  styleUrl: './log-row-view.scss',
  host: {
    '[class]': 'kind()',
    '[class.marked]': 'isMarked()',
    '[class.current]': 'isCurrent()',
    '[attr.data-line]': 'number()',
    '[attr.data-part]': 'from()',
  },
})
export class LogRowView {
  readonly number = input.required<number>();
  /** Undefined while it is on its way. */
  readonly line = input.required<LogLine | undefined>();
  readonly from = input(0);
  readonly to = input(Infinity);
  readonly showTime = input(false);
  readonly isMarked = input(false);
  readonly isCurrent = input(false);
  readonly wanted = input('');
  readonly matchCase = input(false);
  readonly link = input<string>();

  protected readonly isFirst = computed(() => this.from() === 0);
  protected readonly kind = computed(() => {
    const line = this.line();
    return line ? `${line.stream} level-${line.level}` : 'loading';
  });
  /** All of the text, where nothing in it has a style of its own: most lines, so they are the cheap case. */
  protected readonly plain = computed(() => {
    const spans = this.spans();
    return spans.length < 2 && !spans.some(isStyled) ? (spans[0]?.text ?? '') : null;
  });
  protected readonly spans = computed(() => {
    const line = this.line();
    if (!line) return [];
    const spans = highlighted(ansiSpans(line.text), this.wanted(), this.matchCase());
    return this.from() === 0 && this.to() >= line.length ? spans : sliceSpans(spans, this.from(), this.to());
  });
}

function isStyled({ classes, color, background, isMatch }: Span): boolean {
  return classes !== '' || color !== null || background !== null || isMatch;
}
