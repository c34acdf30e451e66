import { DecimalPipe, SlicePipe } from '@angular/common';
import { Component, computed, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type RouteMatrix as Matrix } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { RowWindow } from '../ui/row-window';
import { SpacerRow } from '../ui/spacer-row';
import { destinationOf, ROUTE_SET_WORDS } from './route-set-states';

/** Where every sandbox sends every service's calls: there may be ten thousand of them. */
@Component({
  selector: 'sdp-route-matrix',
  imports: [Chip, DecimalPipe, EmptyState, LoadState, RouterLink, RowWindow, SlicePipe, SpacerRow],
  templateUrl: './route-matrix.html',
  styleUrl: './route-matrix.scss',
})
export class RouteMatrix {
  protected readonly rowHeight = 52;
  protected readonly states = ROUTE_SET_WORDS;
  protected readonly destinationOf = destinationOf;
  protected readonly matrix = new LiveValue<Matrix>((matrix, update) => {
    switch (update.kind) {
      case 'routes':
      case 'sandbox':
      case 'sandbox-changed':
      case 'sandbox-removed':
        return 'reload';
      default:
        return matrix;
    }
  });
  protected readonly search = signal('');
  protected readonly onlyDue = signal(false);
  protected readonly rows = computed(() => {
    const part = this.search().toLowerCase();
    return (this.matrix.value()?.rows ?? []).filter(
      ({ sandboxName, state }) =>
        sandboxName.toLowerCase().includes(part) &&
        (!this.onlyDue() || (state !== 'in-sync' && state !== 'none')),
    );
  });

  constructor() {
    this.matrix.open('/api/routes', 'sandboxes');
  }

  protected type(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }
}
