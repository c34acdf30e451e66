import { Component, input } from '@angular/core';

export type Tone = 'ok' | 'busy' | 'warn' | 'bad' | 'idle';

/** A state in one word; the dot repeats in colour what the word says. */
@Component({
  selector: 'sdp-chip',
  template: `<span class="dot" aria-hidden="true"></span><ng-content />`,
  styleUrl: './chip.scss',
  host: { '[class]': 'tone()' },
})
export class Chip {
  readonly tone = input.required<Tone>();
}
