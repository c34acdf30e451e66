import { Component, effect, input, output } from '@angular/core';
import { type RouteSetVersion } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { LoadState } from '../ui/load-state';
import { VERSION_WORDS } from './route-set-states';

/** Every set of routes that the gateway was given, the newest first, and going back to one. */
@Component({
  selector: 'sdp-route-history',
  imports: [Ago, Chip, LoadState],
  template: `
    <h2>History</h2>
    <sdp-load-state what="The history" [of]="versions" [count]="2" />
    <ol>
      @for (version of versions.value(); track version.revision) {
        <li [attr.data-testid]="'revision-' + version.revision">
          <strong>Revision {{ version.revision }}</strong>
          <sdp-chip [tone]="words[version.state].tone">{{ words[version.state].word }}</sdp-chip>
          <span class="foreign">{{ version.reason }}</span>
          <span class="muted"
            ><span class="foreign">{{ version.createdBy }}</span
            >, <sdp-ago [time]="version.createdAt"
          /></span>
          <details>
            <summary>Routes</summary>
            @for (route of routesOf(version); track route[0]) {
              <div class="mono foreign">{{ route[0] }}={{ route[1] }}</div>
            }
          </details>
          @if (canRestore() && version.state !== 'applied' && version.state !== 'pushing') {
            <button
              type="button"
              class="button small"
              [attr.data-testid]="'restore-' + version.revision"
              (click)="restore.emit(version.revision)"
            >
              Go back to it …
            </button>
          }
        </li>
      } @empty {
        @if (versions.value()) {
          <li class="muted">Nothing was pushed yet.</li>
        }
      }
    </ol>
  `,
  styleUrl: '../ui/history.scss',
  styles: `
    summary {
      color: var(--text-2);
      cursor: pointer;
    }
  `,
})
export class RouteHistory {
  readonly sandboxId = input.required<string>();
  readonly canRestore = input(false);
  readonly restore = output<number>();

  protected readonly words = VERSION_WORDS;
  protected readonly versions = new LiveValue<RouteSetVersion[]>((versions, update) =>
    update.kind === 'routes' && update.value.sandboxId === this.sandboxId() ? 'reload' : versions,
  );

  constructor() {
    effect(() => {
      const id = this.sandboxId();
      this.versions.open(`/api/sandboxes/${encodeURIComponent(id)}/routes/history`, `sandbox:${id}`);
    });
  }

  protected routesOf({ routes }: RouteSetVersion): [string, string][] {
    return Object.entries(routes);
  }
}
