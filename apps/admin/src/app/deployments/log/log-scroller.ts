import { type DestroyRef, signal } from '@angular/core';
import { type Extent, type Place, TOP } from './scroll-place';
import { ScrollScale } from './scroll-scale';

/** Where browsers do not say that scrolling has ended, it has when nothing moved for so long. */
const SETTLED_MS = 150;

export interface Position {
  place: Place;
  /** Of the browser's scroll bar, for that place. */
  top: number;
  /** Of what the browser scrolls. */
  height: number;
}

/** Connects an element that scrolls with the place in the log: what the browser moves, and what we move. */
export class LogScroller {
  private readonly scale = new ScrollScale();
  private readonly _position = signal<Position>({ place: TOP, top: 0, height: 0 });
  private readonly _viewHeight = signal(0);
  private readonly _width = signal(0);
  private readonly _barHeight = signal(0);
  private element: HTMLElement | undefined;
  /** The browser does not have the scroll bar's place from us yet. */
  private isDue = false;
  private settling: ReturnType<typeof setTimeout> | undefined;

  readonly position = this._position.asReadonly();
  readonly viewHeight = this._viewHeight.asReadonly();
  readonly width = this._width.asReadonly();
  /** Of the horizontal scroll bar. */
  readonly barHeight = this._barHeight.asReadonly();

  /** Called when the reader has scrolled: up or down, to the end or not. */
  constructor(private readonly onScrolled: (isUp: boolean, isAtEnd: boolean) => void) {}

  attach(element: HTMLElement, destroyRef: DestroyRef): void {
    this.element = element;
    const scrolled = () => this.scrolled();
    const settled = () => this.settle();
    element.addEventListener('scroll', scrolled, { passive: true });
    element.addEventListener('scrollend', settled, { passive: true });
    const size = new ResizeObserver(() => this.measure());
    size.observe(element);
    if (element.firstElementChild) size.observe(element.firstElementChild);
    destroyRef.onDestroy(() => {
      size.disconnect();
      clearTimeout(this.settling);
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('scrollend', settled);
    });
  }

  fit(extent: Extent, view: number, place?: Place): void {
    this.scale.fit(extent, view, place);
    this.move();
  }

  go(place: Place): void {
    this.scale.go(place);
    this.move();
  }

  goToEnd(): void {
    this.scale.goToEnd();
    this.move();
  }

  /** Puts the browser's scroll bar where it belongs; called once the new height is there. */
  apply(): void {
    const { element, scale } = this;
    if (!element || !this.isDue) return;
    this.isDue = false;
    if (Math.abs(element.scrollTop - scale.top) < 1) return;
    element.scrollTop = scale.top;
    scale.top = element.scrollTop;
  }

  private scrolled(): void {
    const { element, scale } = this;
    if (!element || this.isDue || Math.abs(element.scrollTop - scale.top) < 1) return;
    const isUp = element.scrollTop < scale.top;
    scale.scrolledTo(element.scrollTop);
    if (scale.isAstray) this.settle();
    else this.publish();
    this.onScrolled(isUp, scale.isAtEnd);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED_MS);
  }

  private settle(): void {
    if (!this.scale.isOff) return;
    this.scale.align();
    this.move();
  }

  private measure(): void {
    const { element } = this;
    if (!element) return;
    this._viewHeight.set(element.clientHeight);
    this._width.set(element.clientWidth);
    this._barHeight.set(element.offsetHeight - element.clientHeight);
  }

  private move(): void {
    this.isDue = true;
    this.publish();
  }

  private publish(): void {
    const { place, top, height } = this.scale;
    this._position.set({ place, top, height });
  }
}
