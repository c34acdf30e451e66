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
  untracked,
  viewChild,
} from '@angular/core';
import { type LogSectionView } from '@sdp/protocol';
import { Icon } from '../../ui/icon';
import { firstLineAt, isInView, samePlace } from './layout-place';
import { type LineRange } from './line-range';
import { LogGeometry } from './log-geometry';
import { LogLayout, ROW_HEIGHT } from './log-layout';
import { LogRowView } from './log-row-view';
import { LogScroller } from './log-scroller';
import { LogSectionRow } from './log-section-row';
import { type LogSource } from './log-source';
import { linesIn, rowsIn, type Stretch, stretchAt } from './log-stretch';
import { type Extent, moved } from './scroll-place';
import { selectedText } from './selected-text';
import { SelectionMemory, type TextRange } from './selection-memory';
import { RowSlots } from './row-slots';

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
  /** Text is to be copied of which not all is rendered any more. */
  readonly copyText = output<TextRange>();
  readonly picked = output<{ line: number; isRange: boolean }>();

  private readonly scroller = new LogScroller((isUp, isAtEnd) => this.scrolled(isUp, isAtEnd));
  private readonly element = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly rowsElement = viewChild.required<ElementRef<HTMLElement>>('rows');
  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly destroyRef = inject(DestroyRef);
  private readonly slots = new RowSlots();
  private readonly selection = new SelectionMemory();
  private shownMark: LineRange | null = null;
  private shownLayout = new LogLayout({ lineCount: 0, sections: [], folded: new Set(), shown: null });

  protected readonly width = this.scroller.width;
  private readonly geometry = new LogGeometry({
    source: this.source,
    layout: this.layout,
    isWrapped: this.isWrapped,
    showTime: this.showTime,
    width: this.width,
  });
  protected readonly numberColumns = this.geometry.numberColumns;
  protected readonly rowWidth = this.geometry.rowWidth;
  private readonly stretch = computed<Stretch>(
    () => stretchAt(this.scroller.position(), this.geometry.extent(), this.scroller.viewHeight()),
    { equal: (a, b) => a.first === b.first && a.end === b.end && a.top === b.top },
  );
  protected readonly top = computed(() => this.stretch().top);
  protected readonly shown = computed(() => {
    this.source().version();
    return this.slots.assign(
      rowsIn(this.stretch(), this.layout(), (number) => this.source().line(number), this.geometry.columns()),
    );
  });
  protected readonly scrollHeight = computed(() => this.scroller.position().height);
  /** As high as its rows and the bar below them; the page says how high it may get. */
  protected readonly contentHeight = computed(() => this.scrollHeight() + this.scroller.barHeight());
  protected readonly isLonger = computed(() => this.scrollHeight() > this.scroller.viewHeight());

  constructor() {
    effect(() => this.fit(this.geometry.extent(), this.layout(), this.scroller.viewHeight()));
    effect(() => {
      const numbers = linesIn(this.stretch(), this.layout());
      untracked(() => this.source().want(numbers));
    });
    effect(() => {
      this.source();
      this.selection.forget();
    });
    effect(() => this.showMarked(this.marked(), this.source().lineCount()));
    afterRenderEffect(() => {
      this.scroller.position();
      this.scroller.apply();
    });
    afterNextRender(() => {
      this.geometry.measure(this.ruler().nativeElement);
      const element = this.element().nativeElement;
      this.scroller.attach(element, this.destroyRef);
      // Numbers are links, so this adds nothing that the keyboard lacks: it spares a listener for every row.
      element.addEventListener('click', (event) => this.clicked(event));
      this.rememberSelection(element.ownerDocument);
    });
  }

  /** Brings a line into view, unless it is there. */
  show(line: number): void {
    const { layout, extent } = untracked(() => ({ layout: this.layout(), extent: this.geometry.extent() }));
    this.isFollowing.set(false);
    const item = layout.indexOf(line);
    const [view, { place }] = untracked(() => [this.scroller.viewHeight(), this.scroller.position()]);
    if (isInView(item, place, extent, view)) return;
    this.scroller.go(moved(extent, { item, shift: 0 }, -ROWS_ABOVE * ROW_HEIGHT, view));
  }

  /** The first line that is wholly in view. */
  firstLine(): number {
    return firstLineAt(this.scroller.position().place, this.layout());
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
    const [rows, selection] = [this.rowsElement().nativeElement, getSelection()];
    this.selection.look(rows, selection);
    const range = this.selection.range();
    if (range) {
      event.preventDefault();
      return this.copyText.emit(range);
    }
    const text = selection && selectedText(rows, selection);
    if (!text) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  }

  private rememberSelection(document: Document): void {
    const look = () => this.selection.look(this.rowsElement().nativeElement, document.getSelection());
    document.addEventListener('selectionchange', look);
    this.destroyRef.onDestroy(() => document.removeEventListener('selectionchange', look));
  }

  /** Going up stops following; being at the end starts it. */
  private scrolled(isUp: boolean, isAtEnd: boolean): void {
    if (isAtEnd) this.isFollowing.set(true);
    else if (isUp) this.isFollowing.set(false);
  }

  private fit(extent: Extent, layout: LogLayout, view: number): void {
    untracked(() => {
      this.scroller.fit(extent, view, samePlace(this.scroller.position().place, this.shownLayout, layout));
      this.shownLayout = layout;
      if (this.isFollowing()) this.scroller.goToEnd();
    });
  }

  /** Once for each mark, as soon as the line is there. */
  private showMarked(marked: LineRange | null, lineCount: number): void {
    if (!marked || lineCount < marked.from || this.scroller.viewHeight() === 0) return;
    if (this.shownMark?.from === marked.from && this.shownMark.to === marked.to) return;
    this.shownMark = marked;
    untracked(() => this.show(marked.from));
  }
}
