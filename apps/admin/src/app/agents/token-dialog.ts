import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { ShownOnce } from '../ui/shown-once';

export interface NewToken {
  name: string;
  token: string;
}

/** Shows an agent's new token: this once. */
@Component({
  selector: 'sdp-token-dialog',
  imports: [ShownOnce],
  template: `
    <sdp-shown-once
      [heading]="'The new token of ' + data.name"
      [values]="[{ what: 'the token', value: data.token, testId: 'new-token' }]"
    >
      <p before>
        It is shown only now. Give it to the agent as <code>SDP_AGENT_TOKEN</code>, and start the agent again.
      </p>
    </sdp-shown-once>
  `,
})
export class TokenDialog {
  protected readonly data = inject<NewToken>(MAT_DIALOG_DATA);
}
