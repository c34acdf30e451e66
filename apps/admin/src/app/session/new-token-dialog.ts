import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { type CreatedToken } from '@sdp/protocol';
import { ShownOnce } from '../ui/shown-once';

/** Shows a new token: this once. */
@Component({
  selector: 'sdp-new-token-dialog',
  imports: [ShownOnce],
  template: `
    <sdp-shown-once
      [heading]="'Your token “' + token.name + '”'"
      [values]="[{ what: 'the token', value: token.token, testId: 'new-token' }]"
    >
      <p before>It is shown only now. Keep it where your program finds it, and nowhere else.</p>
      <p>
        For <code>sdp</code>: <code>SDP_TOKEN</code>. For anything else:
        <code>Authorization: Bearer …</code>
      </p>
    </sdp-shown-once>
  `,
})
export class NewTokenDialog {
  protected readonly token = inject<CreatedToken>(MAT_DIALOG_DATA);
}
