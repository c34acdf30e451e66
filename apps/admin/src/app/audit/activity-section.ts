import { Component, effect, inject } from '@angular/core';
import { type AuditEntry, type Page } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { ActivityFeed } from './activity-feed';

/** What happened in one sandbox. */
@Component({
  selector: 'sdp-activity-section',
  imports: [ActivityFeed, EmptyState, LoadState],
  template: `
    <section aria-labelledby="activity-heading">
      <div class="section-head"><h2 id="activity-heading">Activity</h2></div>
      <sdp-load-state what="The activity" [of]="activity" />
      @if (activity.value(); as page) {
        @if (page.items.length > 0) {
          <sdp-activity-feed [entries]="page.items" />
        } @else {
          <sdp-empty-state icon="clock" heading="Nothing happened yet">
            Whoever changes, deploys or holds this sandbox is named here.
          </sdp-empty-state>
        }
      }
    </section>
  `,
})
export class ActivitySection {
  private readonly sandbox = inject(SandboxStore);
  protected readonly activity = new LiveValue<Page<AuditEntry>>((page, update) => {
    const id = this.sandbox.id();
    const concerns =
      (update.kind === 'sandbox-changed' && update.id === id) ||
      (update.kind === 'sandbox' && update.value.id === id) ||
      (update.kind === 'deployment' && update.value.sandboxId === id && update.value.steps.length === 0);
    return concerns ? 'reload' : page;
  });

  constructor() {
    effect(() => {
      const id = this.sandbox.id();
      this.activity.open(`/api/sandboxes/${encodeURIComponent(id)}/activity`, `sandbox:${id}`);
    });
  }
}
