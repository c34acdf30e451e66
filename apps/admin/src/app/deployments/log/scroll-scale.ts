import { type Extent, moved, type Place, placeAt, shareOf, TOP, within } from './scroll-place';

/** Browsers make no element higher than 17 to 33 million pixels, and beyond 2 ** 23 some count by twos. */
const MAX_HEIGHT = 8_000_000;
/** Moves of up to so many views are made pixel by pixel, longer ones by share. */
const NEAR_VIEWS = 3;

/**
 * Keeps a place in something of any height in step with a scroll bar of limited height, whose pixels stand for several
 * each then: short moves go pixel by pixel, long ones by the share of the whole.
 */
export class ScrollScale {
  place: Place = TOP;
  /** Where the scroll bar is, or has to be put. */
  top = 0;
  private extent: Extent = { count: 0, heightOf: () => 0, offsetOf: () => 0, itemIndexAt: () => 0 };
  private view = 0;

  /** Height of what the browser scrolls. */
  get height(): number {
    return Math.min(MAX_HEIGHT, this.extent.offsetOf(this.extent.count));
  }

  get isAtEnd(): boolean {
    return shareOf(this.extent, this.place, this.view) >= 1 || this.height <= this.view;
  }

  /** Takes another extent or view, at the same place unless another is named. */
  fit(extent: Extent, view: number, place = this.place): void {
    this.extent = extent;
    this.view = view;
    this.go(place);
  }

  go(place: Place): void {
    this.place = within(this.extent, place, this.view);
    this.align();
  }

  goToEnd(): void {
    this.go(placeAt(this.extent, 1, this.view));
  }

  /** The browser has scrolled. */
  scrolledTo(top: number): void {
    const by = top - this.top;
    const room = this.height - this.view;
    const isNear = Math.abs(by) <= NEAR_VIEWS * this.view;
    this.place = isNear
      ? moved(this.extent, this.place, by, this.view)
      : placeAt(this.extent, room > 0 ? top / room : 0, this.view);
    this.top = top;
  }

  /** Whether the scroll bar is not where it should be for the place. */
  get isOff(): boolean {
    return Math.abs(this.due() - this.top) > 1;
  }

  /** Whether the scroll bar is about to end before what is scrolled does, or has not ended with it. */
  get isAstray(): boolean {
    if (!this.isOff) return false;
    const due = this.due();
    const room = this.height - this.view;
    return Math.min(this.top, room - this.top) < NEAR_VIEWS * this.view || Math.min(due, room - due) <= 0;
  }

  /** Puts the scroll bar where it should be for the place. */
  align(): void {
    this.top = this.due();
  }

  private due(): number {
    const room = Math.max(0, this.height - this.view);
    return shareOf(this.extent, this.place, this.view) * room;
  }
}
