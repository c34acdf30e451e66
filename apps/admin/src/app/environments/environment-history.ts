import { Component, effect, input, output } from '@angular/core';
import { type EnvironmentVersion } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { Ago } from '../ui/ago';
import { LoadState } from '../ui/load-state';
import { environmentUrl } from './environments-api';

/** Who changed which variables when; secret values never. */
@Component({
  selector: 'sdp-environment-history',
  imports: [Ago, LoadState],
  template: `
    <h2>History</h2>
    <sdp-load-state what="The history" [of]="versions" [count]="2" />
    <ol>
      @for (version of versions.value(); track version.version) {
        <li [attr.data-testid]="'version-' + version.version">
          <strong>Version {{ version.version }}</strong>
          <span class="muted"
            ><span class="foreign">{{ version.changedBy }}</span
            >, <sdp-ago [time]="version.changedAt"
          /></span>
          @if (version.note) {
            <span class="foreign">{{ version.note }}</span>
          }
          <span class="names">
            @for (name of version.added; track name) {
              <code class="added"><span class="visually-hidden">added </span>+{{ name }}</code>
            }
            @for (name of version.changed; track name) {
              <code><span class="visually-hidden">changed </span>~{{ name }}</code>
            }
            @for (name of version.removed; track name) {
              <code class="removed"><span class="visually-hidden">removed </span>−{{ name }}</code>
            }
          </span>
          @if (canRestore() && version.version !== current()) {
            <button
              type="button"
              class="button small"
              [attr.data-testid]="'restore-' + version.version"
              (click)="restore.emit(version.version)"
            >
              Restore …
            </button>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: '../ui/history.scss',
  styles: `
    .names {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 10px;
    }
    .added {
      color: var(--ok);
    }
    .removed {
      color: var(--bad);
    }
  `,
})
export class EnvironmentHistory {
  readonly environmentId = input.required<string>();
  /** The version that holds. */
  readonly current = input.required<number>();
  readonly canRestore = input(false);
  readonly restore = output<number>();

  protected readonly versions = new LiveValue<EnvironmentVersion[]>((versions, update) =>
    update.kind === 'environment-changed' && update.id === this.environmentId() ? 'reload' : versions,
  );

  constructor() {
    effect(() => this.versions.open(`${environmentUrl(this.environmentId())}/versions`, 'environments'));
  }
}
