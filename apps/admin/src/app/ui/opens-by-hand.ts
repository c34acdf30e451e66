import { Directive, inject } from '@angular/core';
import { MatAutocompleteTrigger } from '@angular/material/autocomplete';

/**
 * On a box with a list to choose from: where something stands in it already, focus alone does not open the list. Focus
 * comes back from a question, too, and then the list would lie over the button that is wanted next. Typing opens it, a
 * click, and the arrows.
 */
@Directive({
  selector: 'input[sdpOpensByHand]',
  host: { '(focusin)': 'stayClosed($event)', '(input)': 'noteTyping()' },
})
export class OpensByHand {
  private readonly trigger = inject(MatAutocompleteTrigger);
  /** What is filled in by a program, e.g. a password manager, comes together with the focus, before or after it. */
  private isTyping = false;

  /** Once the trigger has heard of the focus as well, whichever of the two is told first. */
  protected stayClosed({ target }: Event): void {
    if ((target as HTMLInputElement).value === '') return;
    queueMicrotask(() => {
      if (!this.isTyping) this.trigger.closePanel();
    });
  }

  protected noteTyping(): void {
    this.isTyping = true;
    setTimeout(() => (this.isTyping = false));
  }
}
