import { Component, input } from '@angular/core';

export type Tone = 'ok' | 'busy' | 'warn' | 'bad' | 'idle';

/** A state in one word; the dot before it (`.chip` of styles.scss) repeats in colour what the word says. */
@Component({
  selector: 'sdp-chip',
  template: `<ng-content />`,
  host: { class: 'chip', '[class]': 'tone()' },
})
export class Chip {
  readonly tone = input.required<Tone>();
}
