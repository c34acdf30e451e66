import { DecimalPipe } from '@angular/common';
import { Component, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import { type Item } from './log-layout';

/** The heading of a step in the log, which folds its lines. */
@Component({
  selector: 'sdp-log-section',
  imports: [DecimalPipe, Icon],
  template: `
    <button
      type="button"
      class="fold"
      [attr.aria-expanded]="!section().isFolded"
      [attr.data-testid]="'fold-' + section().section.step"
      (click)="fold.emit()"
    >
      <sdp-icon [name]="section().isFolded ? 'forward' : 'down-small'" />
      {{ section().section.step || 'other' }}
      <span class="lines">{{ section().lines | number }} {{ section().lines === 1 ? 'line' : 'lines' }}</span>
    </button>
    <button
      type="button"
      class="copy"
      [attr.aria-label]="'Copy the lines of ' + section().section.step"
      (click)="copyLines.emit()"
    >
      <sdp-icon name="copy" />
    </button>
  `,
  styles: `
    :host {
      position: sticky;
      left: 0;
      display: flex;
      align-items: center;
      width: var(--log-width);
      height: 28px;
      padding-right: 6px;
      background: #171a20;
    }
    button {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      height: 28px;
      border: 0;
      background: none;
      color: #c3cad5;
      font: 600 12.5px var(--mono);
      cursor: pointer;

      &:hover {
        color: #fff;
      }
      &:focus-visible {
        outline-color: #a5b4ff;
        outline-offset: -2px;
      }
    }
    .fold {
      flex: 1;
      padding: 0 10px;
    }
    .lines {
      color: #98a1af;
      font-weight: 400;
    }
    .copy {
      width: 28px;
      justify-content: center;
      padding: 0;
    }
    sdp-icon {
      width: 14px;
      height: 14px;
    }
  `,
  host: { '[style.user-select]': '"none"' },
})
export class LogSectionRow {
  readonly section = input.required<Extract<Item, { kind: 'section' }>>();
  readonly fold = output();
  readonly copyLines = output();
}
