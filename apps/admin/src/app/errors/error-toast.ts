import { Component, inject } from '@angular/core';
import { MAT_SNACK_BAR_DATA, MatSnackBarRef } from '@angular/material/snack-bar';
import { Icon } from '../ui/icon';
import { type ShownError } from './wire-error';

@Component({
  selector: 'sdp-error-toast',
  imports: [Icon],
  template: `
    <sdp-icon name="alert" />
    <span class="message" data-testid="error-message">{{ error.message }}</span>
    <button type="button" class="icon-button" aria-label="Dismiss" (click)="ref.dismiss()">
      <sdp-icon name="close" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: flex-start;
      gap: 10px;
    }
    sdp-icon {
      margin-top: 2px;
    }
    .message {
      flex: 1;
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
    .icon-button {
      color: inherit;
      margin: -4px -6px -4px 0;
    }
  `,
})
export class ErrorToast {
  protected readonly error = inject<ShownError>(MAT_SNACK_BAR_DATA);
  protected readonly ref = inject(MatSnackBarRef);
}
