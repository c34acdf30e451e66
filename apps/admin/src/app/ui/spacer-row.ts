import { Component, input } from '@angular/core';

/** Stands in a windowed table for the rows that are not rendered. */
@Component({
  selector: 'tr[sdpSpacerRow]',
  template: `<td [attr.colspan]="columns()" [style.height.px]="height()"></td>`,
  styles: `
    td {
      padding: 0;
      border: 0;
    }
  `,
  host: { 'aria-hidden': 'true' },
})
export class SpacerRow {
  /** Pixels. */
  readonly height = input.required<number>({ alias: 'sdpSpacerRow' });
  readonly columns = input.required<number>();
}
