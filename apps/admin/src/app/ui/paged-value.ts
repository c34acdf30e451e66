import { computed, linkedSignal, numberAttribute } from '@angular/core';
import { type Page, type Topic } from '@sdp/protocol';
import { LiveValue, type Patch } from '../live/live-value';

/** `?page=` of an address: the first page for whatever is none. */
export function pageNumber(value: unknown): number {
  return Math.max(1, numberAttribute(value, 1));
}

/** A page of a long list, kept up to date. While another one is read, the one before it stays, and with it the focus. */
export class PagedValue<T> {
  private readonly live: LiveValue<Page<T>>;

  readonly value;
  readonly error;
  /** Nothing to show yet. */
  readonly isLoading;
  /** What is shown is the page before. */
  readonly isTurning;
  /** How many there are, at least one. */
  readonly pages;

  /** Needs an injection context; ends with it. */
  constructor(patch: Patch<Page<T>>) {
    const live = new LiveValue<Page<T>>(patch);
    const kept = linkedSignal<{ value: Page<T> | undefined; isLoading: boolean }, Page<T> | undefined>({
      source: () => ({ value: live.value(), isLoading: live.isLoading() }),
      computation: ({ value, isLoading }, before) => value ?? (isLoading ? before?.value : undefined),
    });
    this.live = live;
    this.value = kept.asReadonly();
    this.error = live.error;
    this.isLoading = computed(() => live.isLoading() && kept() === undefined);
    this.isTurning = computed(() => live.isLoading() && kept() !== undefined);
    this.pages = computed(() => {
      const { total, pageSize } = kept() ?? { total: 0, pageSize: 1 };
      return Math.max(1, Math.ceil(total / pageSize));
    });
  }

  open(url: string, topic: Topic | null): void {
    this.live.open(url, topic);
  }

  reload(): void {
    this.live.reload();
  }
}
