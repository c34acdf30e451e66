import { computed, Injectable, signal } from '@angular/core';

/** Whether requests get an answer; the socket has a connection of its own. */
@Injectable({ providedIn: 'root' })
export class Contact {
  private readonly waiting = signal(0);

  /** Some read is repeated because nobody answered. */
  readonly isLost = computed(() => this.waiting() > 0);

  /** Returns what to call once it is answered, or nobody wants the answer any more. */
  wait(): () => void {
    this.waiting.update((count) => count + 1);
    return () => this.waiting.update((count) => count - 1);
  }
}
