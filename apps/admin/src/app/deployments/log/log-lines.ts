import {
  afterNextRender,
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  model,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { type LogSectionView } from '@sdp/protocol';
import { Icon } from '../../ui/icon';
import { type LineRange } from './line-range';
import { LogLayout, ROW_HEIGHT } from './log-layout';
import { type LogLine } from './log-line';
import { LogRowView } from './log-row-view';
import { rowsOf } from './log-rows';
import { LogScroller } from './log-scroller';
import { LogSectionRow } from './log-section-row';
import { type LogSource } from './log-source';
import { linesIn, rowsIn, type Stretch, stretchAt } from './log-stretch';
import { type Extent, moved, type Place, TOP } from './scroll-place';
import { selectedText } from './selected-text';
import { RowSlots } from './row-slots';
import { straightExtent, wrappedExtent } from './wrapped-extent';

/** Padding and border of a row in pixels, and its time in characters (log-row-view.scss). */
const ROW_PADDING = 24;
const TIME_COLUMNS = 13;
const FEWEST_COLUMNS = 16;
/** What led to a line stays in view above it. */
const ROWS_ABOVE = 5;

/** Lines of a log of any length: renders what is in view, and follows the end until the reader scrolls up. */
@Component({
  selector: 'sdp-log-lines',
  imports: [Icon, LogRowView, LogSectionRow],
  templateUrl: './log-lines.html',
  styleUrl: './log-lines.scss',
})
export class LogLines {
  readonly source = input.required<LogSource>();
  readonly layout = input.required<LogLayout>();
  readonly heading = input.required<string>();
  readonly isWrapped = input(false);
  readonly showTime = input(false);
  readonly marked = input<LineRange | null>(null);
  readonly current = input<number | null>(null);
  readonly wanted = input('');
  readonly matchCase = input(false);
  readonly linkTo = input<string>();
  readonly isFollowing = model(true);
  readonly fold = output<LogSectionView>();
  readonly copySection = output<LogSectionView>();
  readonly picked = output<{ line: number; isRange: boolean }>();

  private readonly scroller = new LogScroller((isUp, isAtEnd) => this.scrolled(isUp, isAtEnd));
  private readonly characterWidth = signal(0);
  private readonly element = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly rowsElement = viewChild.required<ElementRef<HTMLElement>>('rows');
  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly destroyRef = inject(DestroyRef);
  private readonly slots = new RowSlots();
  private shownMark: LineRange | null = null;
  private shownLayout = new LogLayout({ lineCount: 0, sections: [], folded: new Set(), shown: null });

  protected readonly width = this.scroller.width;
  /** Digits of the last line's number, and room beside them. */
  protected readonly numberColumns = computed(() => String(this.source().lineCount()).length + 3);
  private readonly gutter = computed(() => this.numberColumns() + (this.showTime() ? TIME_COLUMNS : 0));
  private readonly columns = computed(() => {
    if (!this.isWrapped() || this.characterWidth() === 0) return null;
    const all = Math.floor((this.width() - ROW_PADDING) / this.characterWidth());
    return Math.max(FEWEST_COLUMNS, all - this.gutter());
  });
  private readonly extent = computed(() => this.extentOf(this.layout(), this.columns()));
  private readonly stretch = computed<Stretch>(
    () => stretchAt(this.scroller.position(), this.extent(), this.scroller.viewHeight()),
    { equal: (a, b) => a.first === b.first && a.end === b.end && a.top === b.top },
  );
  protected readonly top = computed(() => this.stretch().top);
  protected readonly shown = computed(() => {
    this.source().version();
    return this.slots.assign(
      rowsIn(this.stretch(), this.layout(), (number) => this.source().line(number), this.columns()),
    );
  });
  protected readonly scrollHeight = computed(() => this.scroller.position().height);
  /** As high as its rows and the bar below them; the page says how high it may get. */
  protected readonly contentHeight = computed(() => this.scrollHeight() + this.scroller.barHeight());
  protected readonly isLonger = computed(() => this.scrollHeight() > this.scroller.viewHeight());
  /** Every row as wide as the longest line, so that scrolling down does not move what is scrolled sideways. */
  protected readonly rowWidth = computed(() =>
    this.isWrapped()
      ? '100%'
      : `max(100%, calc(${this.source().longest() + this.gutter()}ch + ${ROW_PADDING}px))`,
  );

  constructor() {
    effect(() => this.fit(this.extent(), this.layout(), this.scroller.viewHeight()));
    effect(() => {
      const numbers = linesIn(this.stretch(), this.layout());
      untracked(() => this.source().want(numbers));
    });
    effect(() => this.showMarked(this.marked(), this.source().lineCount()));
    afterRenderEffect(() => {
      this.scroller.position();
      this.scroller.apply();
    });
    afterNextRender(() => {
      const ruler = this.ruler().nativeElement;
      this.characterWidth.set(ruler.getBoundingClientRect().width / (ruler.textContent?.length || 1));
      const element = this.element().nativeElement;
      this.scroller.attach(element, this.destroyRef);
      // Numbers are links, so this adds nothing that the keyboard lacks: it spares a listener for every row.
      element.addEventListener('click', (event) => this.clicked(event));
    });
  }

  /** Brings a line into view, unless it is there. */
  show(line: number): void {
    const { layout, extent } = untracked(() => ({ layout: this.layout(), extent: this.extent() }));
    this.isFollowing.set(false);
    const item = layout.indexOf(line);
    if (this.isInView(item, extent)) return;
    const view = untracked(this.scroller.viewHeight);
    this.scroller.go(moved(extent, { item, shift: 0 }, -ROWS_ABOVE * ROW_HEIGHT, view));
  }

  /** The first line that is wholly in view. */
  firstLine(): number {
    const { place } = this.scroller.position();
    const at = Math.min(place.item + Number(place.shift > 0), this.layout().count - 1);
    if (at < 0) return 1;
    const item = this.layout().itemAt(at);
    return item.kind === 'line' ? item.number : item.section.firstLine;
  }

  stay(): void {
    this.isFollowing.set(false);
  }

  focus(): void {
    this.element().nativeElement.focus();
  }

  protected follow(): void {
    this.isFollowing.set(true);
    this.scroller.goToEnd();
  }

  protected isMarked(line: number): boolean {
    const marked = this.marked();
    return marked !== null && line >= marked.from && line <= marked.to;
  }

  protected clicked(event: MouseEvent): void {
    const number = (event.target as Element).closest<HTMLElement>('.number');
    const line = number?.closest<HTMLElement>('[data-line]')?.dataset['line'];
    if (!line || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.picked.emit({ line: Number(line), isRange: event.shiftKey });
  }

  protected copied(event: ClipboardEvent): void {
    const selection = getSelection();
    const text = selection && selectedText(this.rowsElement().nativeElement, selection);
    if (!text) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  }

  /** Going up stops following; being at the end starts it. */
  private scrolled(isUp: boolean, isAtEnd: boolean): void {
    if (isAtEnd) this.isFollowing.set(true);
    else if (isUp) this.isFollowing.set(false);
  }

  /** What was at the upper edge stays there, whatever is filtered, folded or wrapped now. */
  private fit(extent: Extent, layout: LogLayout, view: number): void {
    untracked(() => {
      this.scroller.fit(extent, view, this.placeIn(layout));
      this.shownLayout = layout;
      if (this.isFollowing()) this.scroller.goToEnd();
    });
  }

  private placeIn(layout: LogLayout): Place {
    const { place } = this.scroller.position();
    const before = this.shownLayout;
    if (before === layout || place.item >= before.count) return place;
    if (place.item === 0 && place.shift === 0) return TOP;
    return { item: layout.indexOfItem(before.itemAt(place.item)), shift: place.shift };
  }

  /** Once for each mark, as soon as the line is there. */
  private showMarked(marked: LineRange | null, lineCount: number): void {
    if (!marked || lineCount < marked.from || this.scroller.viewHeight() === 0) return;
    if (this.shownMark?.from === marked.from && this.shownMark.to === marked.to) return;
    this.shownMark = marked;
    untracked(() => this.show(marked.from));
  }

  private isInView(item: number, extent: Extent): boolean {
    const { place } = this.scroller.position();
    let [at, left] = [place.item, this.scroller.viewHeight() + place.shift];
    if (item < at || (item === at && place.shift > 0)) return false;
    while (at <= item && left >= 0) left -= extent.heightOf(at++);
    return left >= 0;
  }

  private extentOf(layout: LogLayout, columns: number | null): Extent {
    if (columns === null) return straightExtent(layout);
    this.source().version();
    const usual = Math.max(1, this.source().usualLength() / columns);
    return wrappedExtent(
      layout,
      rowCounter((number) => this.source().line(number), columns),
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
