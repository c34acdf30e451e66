import { Component, effect, inject, input } from '@angular/core';
import { type AuditEntry, type Update } from '@sdp/protocol';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { NoSuchPage } from '../ui/no-such-page';
import { PageNav } from '../ui/page-nav';
import { PagedValue, pageNumber } from '../ui/paged-value';
import { ActivityFeed } from './activity-feed';

const PAGE_SIZE = 50;

/** What happened in one sandbox. */
@Component({
  selector: 'sdp-activity-section',
  imports: [ActivityFeed, EmptyState, LoadState, NoSuchPage, PageNav],
  template: `
    <section aria-labelledby="activity-heading">
      <div class="section-head"><h2 id="activity-heading">Activity</h2></div>
      <sdp-load-state what="The activity" [of]="activity" />
      @if (activity.value(); as found) {
        @if (found.items.length > 0) {
          <sdp-activity-feed [entries]="found.items" [attr.aria-busy]="activity.isTurning()" />
          @if (pages() > 1) {
            <sdp-page-nav [page]="page()" [pages]="pages()" />
          }
        } @else if (found.total > 0) {
          <sdp-no-such-page [page]="page()" [pages]="pages()" />
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
  /** From the address: `?page=2`. */
  readonly page = input(1, { transform: pageNumber });

  private readonly sandbox = inject(SandboxStore);
  /** What is new comes to the first page; the others stay as they are being read. */
  protected readonly activity = new PagedValue<AuditEntry>((page, update) =>
    page.page === 1 && this.concerns(update) ? 'reload' : page,
  );
  protected readonly pages = this.activity.pages;

  constructor() {
    effect(() => {
      const id = this.sandbox.id();
      const query = new URLSearchParams({ page: String(this.page()), pageSize: String(PAGE_SIZE) });
      this.activity.open(`/api/sandboxes/${encodeURIComponent(id)}/activity?${query}`, `sandbox:${id}`);
    });
  }

  private concerns(update: Update): boolean {
    const id = this.sandbox.id();
    return (
      (update.kind === 'sandbox-changed' && update.id === id) ||
      (update.kind === 'sandbox' && update.value.id === id) ||
      (update.kind === 'deployment' && update.value.sandboxId === id && update.value.steps.length === 0)
    );
  }
}
