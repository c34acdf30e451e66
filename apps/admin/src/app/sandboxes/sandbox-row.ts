import { Component, computed, inject, input } from '@angular/core';
import { type SandboxSummary } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { MarkLines } from '../ui/mark-lines';
import { RowLink } from '../ui/row-link';
import { serviceMarks, stateMarks } from './sandbox-marks';

/** A sandbox in a list. All rows are equally high: what does not fit is counted. */
@Component({
  selector: 'sdp-sandbox-row',
  imports: [Ago, MarkLines, RowLink],
  template: `
    <a
      [sdpRowLink]="'sandboxes/' + sandbox().id"
      [tabindex]="isTabStop() ? 0 : -1"
      [attr.data-testid]="'sandbox-row-' + sandbox().name"
    >
      <span class="what">
        <span class="name foreign" [title]="sandbox().name">{{ sandbox().name }}</span>
        <span class="below">
          @if (states().length > 0) {
            <sdp-mark-lines column="states" [marks]="states()" />
          }
          <span class="description foreign" [title]="sandbox().description">{{ sandbox().description }}</span>
        </span>
      </span>
      <span class="services">
        @if (sandbox().services.length === 0) {
          <span class="muted">No services yet</span>
        }
        <sdp-mark-lines
          column="services"
          [marks]="marks()"
          [lines]="sandbox().services.length === 0 ? 1 : 2"
        />
      </span>
      <span class="who">
        <span class="foreign">{{ sandbox().owner === session()?.username ? 'You' : sandbox().owner }}</span>
        <sdp-ago [time]="sandbox().createdAt" />
      </span>
    </a>
  `,
  styleUrl: './sandbox-row.scss',
})
export class SandboxRow {
  readonly sandbox = input.required<SandboxSummary>();
  /** Of a long list only one row is one. */
  readonly isTabStop = input(true);

  protected readonly session = inject(SessionStore).session;

  protected readonly states = computed(() => stateMarks(this.sandbox()));
  protected readonly marks = computed(() => serviceMarks(this.sandbox()));
}
