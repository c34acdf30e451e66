import { Component, computed, input, output } from '@angular/core';
import { type OutdatedRoute } from '@sdp/protocol';
import { Icon } from '../ui/icon';
import { outdatedText } from './outdated-routes';

/** Says that the gateway still has older routes, and offers to deploy it again. Nothing when it has the newest. */
@Component({
  selector: 'sdp-gateway-notice',
  imports: [Icon],
  template: `
    @if (routes().length > 0) {
      <div class="card notice" data-testid="gateway-notice">
        <sdp-icon name="branch" />
        <p class="foreign">
          {{ text() }}
          @if (isDeploying()) {
            It is being deployed.
          } @else {
            {{ canChange() ? 'Redeploy it' : 'Its owner has to redeploy it' }} to apply
            {{ routes().length === 1 ? '1 changed route' : routes().length + ' changed routes' }}.
          }
        </p>
        @if (canChange() && !isDeploying()) {
          <button
            type="button"
            class="button small"
            data-testid="redeploy-gateway"
            [disabled]="isBusy()"
            (click)="redeploy.emit()"
          >
            Redeploy the gateway
          </button>
        }
      </div>
    }
  `,
  styles: `
    .notice {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 10px 12px;
      margin-top: 16px;
      padding: 12px 16px;
      border-color: color-mix(in srgb, var(--info) 40%, transparent);
    }
    sdp-icon {
      color: var(--info);
    }
    p {
      flex: 1 1 260px;
      margin: 0;
    }
  `,
  host: { role: 'status' },
})
export class GatewayNotice {
  readonly routes = input.required<OutdatedRoute[]>();
  /** The sandbox's variables: the baseline's addresses are among them. */
  readonly baseline = input.required<Readonly<Record<string, string>>>();
  readonly canChange = input(false);
  readonly isDeploying = input(false);
  readonly isBusy = input(false);
  readonly redeploy = output<void>();

  protected readonly text = computed(() => outdatedText(this.routes(), this.baseline()));
}
