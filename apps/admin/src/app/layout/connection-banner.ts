import { Component, computed, inject } from '@angular/core';
import { Contact } from '../live/contact';
import { LiveUpdates } from '../live/live-updates';
import { Icon } from '../ui/icon';

/** Says that what is shown may be old, and that commands reach nobody. */
@Component({
  selector: 'sdp-connection-banner',
  imports: [Icon],
  template: `
    <div role="status">
      @if (isLost()) {
        <p data-testid="connection-lost">
          <sdp-icon name="offline" />
          <span>Connection lost. What you see may be out of date; trying again …</span>
        </p>
      }
    </div>
  `,
  styles: `
    p {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 8px;
      margin: 0;
      padding: 8px 16px;
      background: color-mix(in srgb, var(--warn) 14%, var(--surface));
      border-bottom: 1px solid color-mix(in srgb, var(--warn) 40%, transparent);
      color: var(--warn);
      font-weight: 500;
    }
  `,
})
export class ConnectionBanner {
  private readonly live = inject(LiveUpdates);
  private readonly contact = inject(Contact);
  protected readonly isLost = computed(() => this.live.connection() === 'lost' || this.contact.isLost());
}
