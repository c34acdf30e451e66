import { Component, input } from '@angular/core';
import { Icon, type IconName } from './icon';

/** What a list says when it has nothing to list, and what to do about it. */
@Component({
  selector: 'sdp-empty-state',
  imports: [Icon],
  template: `
    <sdp-icon [name]="icon()" />
    <p class="heading">{{ heading() }}</p>
    <p class="hint"><ng-content /></p>
    <ng-content select="[action]" />
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 6px;
      padding: 48px 24px;
      border: 1px dashed var(--border-strong);
      border-radius: var(--radius);
      text-align: center;
    }
    sdp-icon {
      width: 28px;
      height: 28px;
      color: var(--text-2);
      margin-bottom: 6px;
    }
    p {
      margin: 0;
    }
    .heading {
      font-weight: 600;
    }
    .hint {
      color: var(--text-2);
      max-width: 46ch;
      margin-bottom: 8px;
    }
  `,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
}
