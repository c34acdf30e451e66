import { Component, input } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { CopyButton } from './copy-button';

/** Something that is to be copied now. */
export interface ShownValue {
  /** Said above it; a single value needs no name. */
  name?: string;
  /** What the button copies: `the token`. */
  what: string;
  value: string;
  /** For tests. */
  testId: string;
}

/**
 * The frame of every dialog with a secret that is shown this once: what it is, its values to copy, and what to do next.
 * Open it with `disableClose`: a key or a click beside it must not take the secret away.
 */
@Component({
  selector: 'sdp-shown-once',
  imports: [CopyButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title class="foreign">{{ heading() }}</h2>
    <mat-dialog-content class="shown-once">
      <ng-content select="[before]" />
      <dl>
        @for (shown of values(); track shown.testId) {
          <dt [class.visually-hidden]="!shown.name">{{ shown.name ?? shown.what }}</dt>
          <dd>
            <code class="foreign" [attr.data-testid]="shown.testId">{{ shown.value }}</code>
            <sdp-copy-button [label]="shown.what" [text]="shown.value" />
          </dd>
        }
      </dl>
      <ng-content />
    </mat-dialog-content>
    <mat-dialog-actions align="end" class="actions">
      <button type="button" class="button primary" mat-dialog-close data-testid="secret-taken">
        {{ taken() }}
      </button>
    </mat-dialog-actions>
  `,
  styleUrl: './shown-once.scss',
})
export class ShownOnce {
  readonly heading = input.required<string>();
  readonly values = input.required<readonly ShownValue[]>();
  /** What the button says that closes it. */
  readonly taken = input('I have it');
}
