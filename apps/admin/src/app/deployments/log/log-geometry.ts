import { computed, type Signal, signal } from '@angular/core';
import { type LogLayout } from './log-layout';
import { type LogLine } from './log-line';
import { rowsOf } from './log-rows';
import { type LogSource } from './log-source';
import { type Extent } from './scroll-place';
import { straightExtent, wrappedExtent } from './wrapped-extent';

/** Padding and border of a row in pixels, and its time in characters (log-row-view.scss). */
const ROW_PADDING = 24;
const TIME_COLUMNS = 13;
const FEWEST_COLUMNS = 16;

export interface ShownLog {
  source: Signal<LogSource>;
  layout: Signal<LogLayout>;
  isWrapped: Signal<boolean>;
  showTime: Signal<boolean>;
  /** Pixels that the lines have. */
  width: Signal<number>;
}

/** How high and wide a log is as it is shown: wrapped or not, with times or without. */
export class LogGeometry {
  private readonly characterWidth = signal(0);

  /** Digits of the last line's number, and room beside them. */
  readonly numberColumns = computed(() => String(this.shown.source().lineCount()).length + 3);
  private readonly gutter = computed(() => this.numberColumns() + (this.shown.showTime() ? TIME_COLUMNS : 0));
  /** Characters of a wrapped row; null where nothing is wrapped. */
  readonly columns = computed(() => {
    if (!this.shown.isWrapped() || this.characterWidth() === 0) return null;
    const all = Math.floor((this.shown.width() - ROW_PADDING) / this.characterWidth());
    return Math.max(FEWEST_COLUMNS, all - this.gutter());
  });
  readonly extent = computed(() => this.extentOf(this.shown.layout(), this.columns()));
  /** Every row as wide as the longest line, so that scrolling down does not move what is scrolled sideways. */
  readonly rowWidth = computed(() =>
    this.shown.isWrapped()
      ? '100%'
      : `max(100%, calc(${this.shown.source().longest() + this.gutter()}ch + ${ROW_PADDING}px))`,
  );

  constructor(private readonly shown: ShownLog) {}

  /** By a text of equal letters. */
  measure(ruler: HTMLElement): void {
    this.characterWidth.set(ruler.getBoundingClientRect().width / (ruler.textContent?.length || 1));
  }

  private extentOf(layout: LogLayout, columns: number | null): Extent {
    if (columns === null) return straightExtent(layout);
    const source = this.shown.source();
    source.version();
    const usual = Math.max(1, source.usualLength() / columns);
    return wrappedExtent(
      layout,
      rowCounter((number) => source.line(number), columns),
      usual,
    );
  }
}

/** How many rows a line takes, counted once for each. */
function rowCounter(lineOf: (number: number) => LogLine | undefined, columns: number) {
  const counts = new WeakMap<LogLine, number>();
  return (number: number): number | null => {
    const line = lineOf(number);
    if (!line) return null;
    const count = counts.get(line) ?? rowsOf(line, columns).length;
    counts.set(line, count);
    return count;
  };
}
