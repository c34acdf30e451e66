import { Component, input } from '@angular/core';
import { type AuditEntry } from '@sdp/protocol';
import { Ago } from '../ui/ago';

/** Who did what, in words, the newest first. */
@Component({
  selector: 'sdp-activity-feed',
  imports: [Ago],
  template: `
    <ol class="card">
      @for (entry of entries(); track entry.number) {
        <li>
          <span class="who foreign">{{ entry.actor === 'sdp' ? 'SDP' : entry.actor }}</span>
          @if (entry.token) {
            <span class="badge foreign" title="Done with a token">{{ entry.token }}</span>
          }
          <span class="foreign what">{{ entry.summary }}</span>
          <sdp-ago class="muted" [time]="entry.at" />
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 10px;
      padding: 10px 16px;
    }
    li + li {
      border-top: 1px solid var(--border);
    }
    .who {
      font-weight: 600;
    }
    .what {
      flex: 1 1 240px;
    }
  `,
})
export class ActivityFeed {
  readonly entries = input.required<AuditEntry[]>();
}
