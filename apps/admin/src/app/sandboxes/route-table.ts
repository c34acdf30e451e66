import { Component, input } from '@angular/core';
import { type RouteView } from '@sdp/protocol';
import { Chip } from '../ui/chip';

/** Where each `<service>_url` points, and which of them the running gateway does not have yet. */
@Component({
  selector: 'sdp-route-table',
  imports: [Chip],
  template: `
    <div class="table-frame" tabindex="0" role="region" aria-label="Routes, scrollable">
      <table class="data">
        <thead>
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">Target</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          @for (route of routes(); track route.variable) {
            <tr>
              <td class="mono foreign">{{ route.variable }}</td>
              <td class="mono foreign long">{{ route.target }}</td>
              <td>
                <span class="from" [class.own]="route.from === 'instance'">{{
                  route.from === 'instance' ? 'this sandbox' : 'baseline'
                }}</span>
                @if (route.applied === 'no') {
                  <sdp-chip tone="warn" data-testid="not-applied">Not applied</sdp-chip>
                }
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    :host {
      display: block;
    }
    .from {
      color: var(--text-2);
      white-space: nowrap;
    }
    .own {
      color: var(--ok);
      font-weight: 550;
    }
  `,
})
export class RouteTable {
  readonly routes = input.required<RouteView[]>();
}
