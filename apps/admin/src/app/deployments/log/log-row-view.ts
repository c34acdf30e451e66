import { Component, computed, input } from '@angular/core';
import { ansiSpans, sliceSpans } from './ansi-spans';
import { type LogRow } from './log-rows';

/** One row. Text only ever arrives as text: no markup is made from it. */
@Component({
  selector: 'sdp-log-row',
  template: `
    @if (showNumber()) {
      <span class="number">{{ row().from === 0 ? row().line.number : '' }}</span>
    }
    @if (showTime()) {
      <span class="time">{{ row().from === 0 ? row().line.time : '' }}</span>
    }
    <span class="step">{{ row().from === 0 ? row().line.step : '' }}</span>
    <span class="text">
      @for (span of spans(); track $index) {
        <span [class]="span.classes" [style.color]="span.color" [style.background-color]="span.background">{{
          span.text
        }}</span>
      }
    </span>
  `,
  styleUrl: './log-row-view.scss',
  host: { '[class]': 'row().line.stream', '[class.marked]': 'isMarked()' },
})
export class LogRowView {
  readonly row = input.required<LogRow>();
  readonly showNumber = input(true);
  readonly showTime = input(false);
  readonly isMarked = input(false);

  protected readonly spans = computed(() => {
    const { line, from, to } = this.row();
    return sliceSpans(ansiSpans(line.text), from, to);
  });
}
