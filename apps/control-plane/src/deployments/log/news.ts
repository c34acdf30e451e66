import { type Observable, type Subscription } from 'rxjs';

/** Remembers that something happened until somebody asks: nothing is missed between two looks. */
export class News {
  private readonly subscription: Subscription;
  private hasNews = false;
  private isClosed = false;
  private waiting: (() => void) | undefined;

  constructor(source: Observable<unknown>) {
    this.subscription = source.subscribe(() => this.tell());
  }

  /** Resolves at once when there was news since the last call, else with the next, or when closed. */
  async next(): Promise<void> {
    if (!this.hasNews && !this.isClosed) await new Promise<void>((resolve) => (this.waiting = resolve));
    this.hasNews = false;
  }

  close(): void {
    this.isClosed = true;
    this.subscription.unsubscribe();
    this.tell();
  }

  private tell(): void {
    this.hasNews = true;
    this.waiting?.();
    this.waiting = undefined;
  }
}
