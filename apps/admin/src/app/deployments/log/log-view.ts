import { DecimalPipe } from '@angular/common';
import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
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
  signal,
  viewChild,
} from '@angular/core';
import { Icon } from '../../ui/icon';
import { type LogLines } from './log-lines';
import { LogRowView } from './log-row-view';
import { LogRowSource } from './log-row-source';

const ROW_HEIGHT = 20;
/** Padding and border of a row in pixels, and its gutters in characters (log-row-view.scss). */
const ROW_PADDING = 24;
const GUTTER = { number: 7, time: 13, step: 10 } as const;
/** Below this width in pixels the line numbers make room. */
const NARROW = 560;
const FEWEST_COLUMNS = 16;
const NEAR_END = 1.5 * ROW_HEIGHT;
/** What led to a line stays in view above it. */
const ROWS_ABOVE = 5;

/** A log of any length: renders what is in view, and follows the end until the reader scrolls up. */
@Component({
  selector: 'sdp-log-view',
  imports: [DecimalPipe, Icon, LogRowView, ScrollingModule],
  templateUrl: './log-view.html',
  styleUrl: './log-view.scss',
})
export class LogView {
  readonly lines = input.required<LogLines>();
  /** Lines grow in place; this says that they did. */
  readonly lineCount = input.required<number>();
  readonly isComplete = input.required<boolean>();
  readonly downloadUrl = input<string>();
  /** The line that somebody should look at: it is brought into view. */
  readonly marked = input<number | null>(null);
  readonly heading = input('Log');
  /** What is said when all is here and it is nothing. */
  readonly nothing = input('This deployment wrote no log.');

  protected readonly rowHeight = ROW_HEIGHT;
  protected readonly source = new LogRowSource();
  protected readonly isWrapped = signal(false);
  protected readonly showTime = signal(false);
  protected readonly isFollowing = signal(true);
  /** There is more than is in view. */
  protected readonly isLonger = signal(false);
  private readonly rowCount = signal(0);
  private readonly barHeight = signal(0);
  private readonly width = signal(0);
  private readonly characterWidth = signal(0);
  protected readonly showNumber = computed(() => this.width() >= NARROW);
  private readonly gutter = computed(
    () => GUTTER.step + (this.showNumber() ? GUTTER.number : 0) + (this.showTime() ? GUTTER.time : 0),
  );
  private readonly columns = computed(() => {
    if (!this.isWrapped() || this.characterWidth() === 0) return null;
    const all = Math.floor((this.width() - ROW_PADDING) / this.characterWidth());
    return Math.max(FEWEST_COLUMNS, all - this.gutter());
  });
  /** Every row as wide as the longest line, so that scrolling down does not move what is scrolled sideways. */
  protected readonly rowWidth = computed(() => {
    this.lineCount();
    return this.isWrapped()
      ? '100%'
      : `max(100%, calc(${this.lines().longest + this.gutter()}ch + ${ROW_PADDING}px))`;
  });

  /** As high as its rows and the bar below them; the page says how high it may get. */
  protected readonly contentHeight = computed(() => this.rowCount() * ROW_HEIGHT + this.barHeight());

  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly destroyRef = inject(DestroyRef);
  private lastTop = 0;
  private lastHeight = 0;

  constructor() {
    effect(() => {
      this.lineCount();
      this.rowCount.set(this.source.show(this.lines(), this.columns()));
    });
    afterNextRender(() => this.observe());
    afterRenderEffect(() => this.show(this.marked()));
  }

  protected follow(): void {
    this.isFollowing.set(true);
    this.scrollToEnd();
  }

  /** Going up stops following; being at the end starts it. Content that shrinks moves the view too, and means nothing. */
  protected scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller();
    const hasShrunk = scrollHeight < this.lastHeight;
    if (scrollHeight - clientHeight - scrollTop <= NEAR_END) this.isFollowing.set(true);
    else if (scrollTop < this.lastTop && !hasShrunk) this.isFollowing.set(false);
    this.lastTop = scrollTop;
    this.lastHeight = scrollHeight;
  }

  private observe(): void {
    const scroller = this.scroller();
    const ruler = this.ruler().nativeElement;
    this.characterWidth.set(ruler.getBoundingClientRect().width / (ruler.textContent?.length || 1));

    const size = new ResizeObserver(() => {
      this.width.set(scroller.clientWidth);
      this.barHeight.set(scroller.offsetHeight - scroller.clientHeight);
      this.viewport().checkViewportSize();
      this.keepUp();
    });
    size.observe(scroller);
    const length = new ResizeObserver(() => {
      this.barHeight.set(scroller.offsetHeight - scroller.clientHeight);
      this.keepUp();
    });
    const spacer = scroller.querySelector('.cdk-virtual-scroll-spacer');
    if (spacer) length.observe(spacer);
    this.destroyRef.onDestroy(() => {
      size.disconnect();
      length.disconnect();
    });
  }

  private show(line: number | null): void {
    if (line === null) return;
    this.rowCount();
    const index = this.source.indexOf(line);
    if (index < 0) return;
    this.isFollowing.set(false);
    this.viewport().scrollToIndex(Math.max(0, index - ROWS_ABOVE));
  }

  private keepUp(): void {
    const { scrollHeight, clientHeight } = this.scroller();
    this.isLonger.set(scrollHeight > clientHeight);
    if (this.isFollowing()) this.scrollToEnd();
  }

  private scrollToEnd(): void {
    const scroller = this.scroller();
    scroller.scrollTop = scroller.scrollHeight;
  }

  private scroller(): HTMLElement {
    return this.viewport().elementRef.nativeElement;
  }
}
