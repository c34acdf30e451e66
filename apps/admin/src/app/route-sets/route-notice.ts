import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type RouteSetView } from '@sdp/protocol';
import { Icon } from '../ui/icon';
import { dueText } from './due-text';

/** What the gateway's routes want a person to know or to do. Nothing while they are in sync. */
@Component({
  selector: 'sdp-route-notice',
  imports: [Icon, RouterLink],
  template: `
    @if (text()) {
      <div class="card notice" data-testid="route-notice" [attr.data-state]="routeSet().state">
        <sdp-icon name="branch" />
        <p class="foreign">{{ text() }}</p>
        @if (routeSet().pushing; as pushing) {
          <a class="button small" [routerLink]="['/deployments', pushing.deploymentId]">Watch it</a>
        } @else if (link()) {
          <a class="button small" data-testid="review-routes" [routerLink]="link()">{{
            canPush() ? 'Review and push' : 'Show'
          }}</a>
        }
      </div>
    }
    @for (warning of routeSet().warnings; track warning.code + warning.service) {
      <p class="card warning foreign" data-testid="route-warning">
        <sdp-icon name="alert" /><span>{{ warning.message }}</span>
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .notice,
    .warning {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 10px 12px;
      margin: 0;
      padding: 12px 16px;
    }
    .notice {
      border-color: color-mix(in srgb, var(--info) 40%, transparent);
    }
    .notice[data-state='drifted'],
    .notice[data-state='failed'] {
      border-color: color-mix(in srgb, var(--bad) 45%, transparent);
    }
    .warning {
      border-color: color-mix(in srgb, var(--warn) 45%, transparent);
    }
    .notice sdp-icon {
      color: var(--info);
    }
    .warning sdp-icon {
      color: var(--warn);
    }
    p,
    .warning span {
      flex: 1 1 260px;
      margin: 0;
    }
  `,
  host: { role: 'status' },
})
export class RouteNotice {
  readonly routeSet = input.required<RouteSetView>();
  readonly canPush = input(false);
  /** Where the routes can be looked at; absent where they are in view already. */
  readonly link = input<unknown[]>();

  protected readonly text = computed(() => dueText(this.routeSet()));
}
