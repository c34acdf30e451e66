import { Component, computed, inject, input } from '@angular/core';
import { Clock } from './clock';
import { agoText, exactText } from './time-text';

/** A time as an age that keeps up; the exact time is its tooltip. */
@Component({
  selector: 'sdp-ago',
  template: `<time [attr.datetime]="time()" [title]="exact()">{{ text() }}</time>`,
  styles: ':host { white-space: nowrap; }',
})
export class Ago {
  readonly time = input.required<string>();
  private readonly clock = inject(Clock);
  protected readonly text = computed(() => agoText(this.time(), this.clock.now()));
  protected readonly exact = computed(() => exactText(this.time()));
}
