import { DecimalPipe } from '@angular/common';
import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type RouteMatrix as Matrix } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { AddressSearch } from '../ui/address-search';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { InWindow } from '../ui/in-window';
import { RowWindow } from '../ui/row-window';
import { SpacerRow } from '../ui/spacer-row';
import { destinationOf, ROUTE_SET_WORDS } from './route-set-states';

/** Where every sandbox sends every service's calls: there may be ten thousand of them. */
@Component({
  selector: 'sdp-route-matrix',
  imports: [Chip, DecimalPipe, EmptyState, InWindow, LoadState, RouterLink, RowWindow, SpacerRow],
  templateUrl: './route-matrix.html',
  styleUrl: './route-matrix.scss',
})
export class RouteMatrix {
  /* From the address: `?q=orders&due=yes`. */
  readonly q = input<string>();
  readonly due = input<string>();

  private readonly router = inject(Router);
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
  protected readonly search = new AddressSearch(this.q);
  protected readonly onlyDue = computed(() => this.due() !== undefined);
  protected readonly rows = computed(() => {
    const part = this.search.text().toLowerCase();
    return (this.matrix.value()?.rows ?? []).filter(
      ({ sandboxName, state }) =>
        sandboxName.toLowerCase().includes(part) &&
        (!this.onlyDue() || (state !== 'in-sync' && state !== 'none')),
    );
  });

  constructor() {
    this.matrix.open('/api/routes', 'sandboxes');
  }

  protected narrow(event: Event): void {
    const isDue = (event.target as HTMLInputElement).checked;
    void this.router.navigate([], {
      queryParams: { due: isDue ? 'yes' : undefined },
      queryParamsHandling: 'merge',
    });
  }
}
