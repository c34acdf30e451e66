import { Component, inject, input, signal } from '@angular/core';
import { Clipboard } from '@angular/cdk/clipboard';
import { Icon } from './icon';

const SHOWN_MS = 1500;

/** Copies a text; works without a secure context too, which an intranet host seldom is. */
@Component({
  selector: 'sdp-copy-button',
  imports: [Icon],
  template: `
    <button type="button" class="icon-button" [attr.aria-label]="'Copy ' + label()" (click)="copy()">
      <sdp-icon [name]="isCopied() ? 'check' : 'copy'" />
    </button>
    <span class="visually-hidden" role="status">{{ isCopied() ? 'Copied' : '' }}</span>
  `,
  styles: ':host { display: inline-flex; }',
})
export class CopyButton {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  protected readonly isCopied = signal(false);
  private readonly clipboard = inject(Clipboard);

  protected copy(): void {
    this.isCopied.set(this.clipboard.copy(this.text()));
    setTimeout(() => this.isCopied.set(false), SHOWN_MS);
  }
}
