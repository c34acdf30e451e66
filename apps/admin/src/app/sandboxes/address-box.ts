import { Component, computed, input } from '@angular/core';
import { type SandboxView } from '@sdp/protocol';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import { callsOf } from './calls';

/** How a sandbox is called: by its own address, by a header, by a cookie, or straight at its gateway. */
@Component({
  selector: 'sdp-address-box',
  imports: [CopyButton, Icon],
  template: `
    @if (calls(); as calls) {
      <section class="card" aria-labelledby="call-heading">
        <h2 id="call-heading">Call it</h2>
        <dl>
          @for (call of calls; track call.kind) {
            <div>
              <dt>{{ call.kind }}</dt>
              <dd>
                @if (call.href) {
                  <a
                    class="mono foreign"
                    target="_blank"
                    rel="noopener noreferrer"
                    [attr.data-testid]="call.id"
                    [href]="call.href"
                    >{{ call.text }}<sdp-icon name="external"
                  /></a>
                } @else {
                  <code class="foreign" [attr.data-testid]="call.id">{{ call.text }}</code>
                }
                <sdp-copy-button [text]="call.text" [label]="call.copies" />
              </dd>
            </div>
          }
        </dl>
      </section>
    }
  `,
  styleUrl: './address-box.scss',
})
export class AddressBox {
  readonly sandbox = input.required<SandboxView>();
  protected readonly calls = computed(() => {
    const calls = callsOf(this.sandbox());
    return calls.length > 0 ? calls : undefined;
  });
}
