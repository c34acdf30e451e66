import {
  afterNextRender,
  computed,
  DestroyRef,
  Directive,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';

import { isSameRange, type RowRange, stepTowards } from './row-steps';

/** Rendered before and after what is in view, so that a fast scroll meets rows and not a gap. */
const ROWS_AROUND = 6;
/** The window moves by so many rows at once: not every pixel is worth a rendering. */
const STRIDE = 4;

/**
 * A list of any length of which only the rows in view are rendered, at the places they have in the whole list. All
 * rows are `rowHeight` pixels high. One of them takes the keyboard (`activeIndex`); arrows, Page Up and Down, Home and
 * End move on from there. A row is found by `data-row`, its index; in it, the first control takes the focus. In a table,
 * the rows' body is the list, `sdpSpacerRow`s stand for the rows before and after, and `aria-rowcount` and
 * `aria-rowindex` tell of all rows.
 *
 * Not cdk's viewport: that needs an element between a list and its rows, and takes a table's head along.
 */
@Directive({
  selector: '[sdpRowWindow]',
  exportAs: 'sdpRowWindow',
  host: { '(keydown)': 'press($event)', '(focusin)': 'focused($event)' },
})
export class RowWindow {
  readonly count = input.required<number>({ alias: 'sdpRowWindow' });
  readonly rowHeight = input.required<number>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly view = signal<RowRange>({ from: 0, to: 0 }, { equal: isSameRange });
  private wanted: RowRange = { from: 0, to: 0 };
  private firstInView = 0;
  private nextStep: number | undefined;
  private readonly chosen = signal(0);

  readonly range = computed<RowRange>(
    () => {
      const { from, to } = this.view();
      return { from: Math.max(0, Math.min(from, this.count() - 1)), to: Math.min(to, this.count()) };
    },
    { equal: isSameRange },
  );
  /** Pixels that the spacers take. */
  readonly above = computed(() => this.range().from * this.rowHeight());
  readonly below = computed(() => (this.count() - this.range().to) * this.rowHeight());
  /** Always one of those that are rendered: else the keyboard would not get into the list. */
  readonly activeIndex = computed(() =>
    Math.max(this.range().from, Math.min(this.chosen(), this.range().to - 1)),
  );

  constructor() {
    const look = () => this.look();
    // Captured: whatever scrolls around the list, it is heard here.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
      if (this.nextStep !== undefined) cancelAnimationFrame(this.nextStep);
    });
    afterNextRender(look);
    effect(() => {
      this.count();
      this.rowHeight();
      // Where the list is in the window is not asked: the browser would work out the layout, which is to change yet.
      untracked(() => this.want());
    });
  }

  protected focused({ target }: FocusEvent): void {
    const row = (target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (row) this.chosen.set(Number(row.dataset['row']));
  }

  /** What is typed or chosen in a row is the row's own. */
  protected press(event: KeyboardEvent): void {
    const index = this.indexAfter(event.key);
    if ((event.target as HTMLElement).matches('input, select, textarea')) return;
    if (index === undefined || event.ctrlKey || event.altKey || event.metaKey || this.count() === 0) return;
    event.preventDefault();
    this.goTo(Math.max(0, Math.min(index, this.count() - 1)));
  }

  private indexAfter(key: string): number | undefined {
    const now = this.activeIndex();
    const page = Math.max(1, Math.floor(window.innerHeight / this.rowHeight()) - 2);
    const moves: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: this.count() - 1,
    };
    return moves[key];
  }

  /** A row far away is scrolled to first: that renders it. */
  private goTo(index: number): void {
    this.chosen.set(index);
    if (!this.rowAt(index)) {
      const top = this.host.getBoundingClientRect().top + index * this.rowHeight();
      scrollerOf(this.host).scrollBy({ top: top - window.innerHeight / 2, behavior: 'instant' });
      this.look();
    }
    requestAnimationFrame(() => this.focus(index));
  }

  private focus(index: number, tries = 10): void {
    const row = this.rowAt(index);
    if (!row && tries > 0) return void requestAnimationFrame(() => this.focus(index, tries - 1));
    row?.querySelector<HTMLElement>('a, button, input, select')?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  private rowAt(index: number): HTMLElement | null {
    return this.host.querySelector(`[data-row="${index}"]`);
  }

  private look(): void {
    const top = -this.host.getBoundingClientRect().top;
    this.firstInView = Math.max(0, Math.floor(top / this.rowHeight()));
    this.want();
  }

  private want(): void {
    const inView = Math.ceil(window.innerHeight / this.rowHeight()) + 2 * ROWS_AROUND + STRIDE;
    const from = Math.max(0, Math.floor((this.firstInView - ROWS_AROUND) / STRIDE) * STRIDE);
    const last = this.count();
    this.wanted = { from: Math.min(from, last), to: Math.min(from + inView, last) };
    if (this.nextStep === undefined) this.step();
  }

  private step(): void {
    this.nextStep = undefined;
    this.view.update((now) => stepTowards(now, this.wanted, this.firstInView));
    if (!isSameRange(this.view(), this.wanted)) this.nextStep = requestAnimationFrame(() => this.step());
  }
}

/** What scrolls the list: a frame around it, or the page. */
function scrollerOf(element: HTMLElement): HTMLElement | Window {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    const scrolls = parent.scrollHeight > parent.clientHeight && parent !== document.scrollingElement;
    if (scrolls && (overflowY === 'auto' || overflowY === 'scroll')) return parent;
  }
  return window;
}
