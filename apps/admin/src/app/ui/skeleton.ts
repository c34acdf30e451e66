import { Component, computed, input } from '@angular/core';

/** Grey lines that stand where a list is about to be. */
@Component({
  selector: 'sdp-skeleton',
  template: `
    @for (line of lines(); track line) {
      <div class="line" [style.height.px]="height()"></div>
    }
    <span class="visually-hidden">Loading …</span>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .line {
      border-radius: var(--radius);
      background: var(--surface-2);
      border: 1px solid var(--border);
      animation: fade 1.6s ease-in-out infinite;
    }
    @keyframes fade {
      50% {
        opacity: 0.5;
      }
    }
  `,
  host: { role: 'status' },
})
export class Skeleton {
  readonly count = input(3);
  readonly height = input(64);
  protected readonly lines = computed(() => Array.from({ length: this.count() }, (_, index) => index));
}
