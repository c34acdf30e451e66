import { Component, computed, inject, input } from '@angular/core';
import { type DeploymentView } from '@sdp/protocol';
import { Clock } from '../ui/clock';
import { outlookOf } from './outlook';

/** How far a deployment has got, with an estimate by earlier ones; nothing once it is over. */
@Component({
  selector: 'sdp-time-left',
  template: `
    @if (outlook(); as outlook) {
      @if (outlook.share !== null) {
        <progress max="1" [value]="outlook.share" aria-label="Progress by the usual time"></progress>
      }
      <span class="muted" data-testid="time-left">{{ outlook.words }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      font-size: 13px;
    }
    :host:empty {
      display: none;
    }
    progress {
      width: 72px;
      height: 6px;
    }
  `,
})
export class TimeLeft {
  readonly deployment = input.required<DeploymentView>();

  private readonly clock = inject(Clock);
  protected readonly outlook = computed(() => outlookOf(this.deployment(), this.clock.now()));
}
