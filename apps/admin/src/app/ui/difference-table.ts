import { Component, input } from '@angular/core';

export interface Difference {
  path: string;
  from: string | null;
  to: string | null;
}

/** What differs between two of a kind, one path a row. */
@Component({
  selector: 'sdp-difference-table',
  template: `
    <div class="card table-frame" tabindex="0" role="region" [attr.aria-label]="label() + ', scrollable'">
      <table class="data">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{{ from() }}</th>
            <th scope="col">{{ to() }}</th>
          </tr>
        </thead>
        <tbody>
          @for (difference of differences(); track difference.path) {
            <tr>
              <td class="mono foreign">{{ difference.path }}</td>
              <!-- As text content: blanks of the markup would be shown. -->
              <td
                class="mono foreign long"
                [class.gone]="difference.from === null"
                [textContent]="difference.from ?? 'not there'"
              ></td>
              <td
                class="mono foreign long"
                [class.gone]="difference.to === null"
                [textContent]="difference.to ?? 'not there'"
              ></td>
            </tr>
          } @empty {
            <tr>
              <td colspan="3" class="muted">{{ none() }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    td.foreign {
      white-space: pre-wrap;
    }
    .gone {
      color: var(--text-2);
      font-family: var(--sans);
    }
  `,
})
export class DifferenceTable {
  readonly differences = input.required<readonly Difference[]>();
  readonly from = input.required<string>();
  readonly to = input.required<string>();
  readonly label = input('Differences');
  readonly none = input('Nothing differs.');
}
