import { Component, input, output } from '@angular/core';
import { type RouteView } from '@sdp/protocol';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { destinationOf } from './route-set-states';

/** Where each `<service>_url` points, whether the running gateway has it, and whether it is reached from there. */
@Component({
  selector: 'sdp-route-table',
  imports: [Ago, Chip],
  templateUrl: './route-table.html',
  styleUrl: './route-table.scss',
})
export class RouteTable {
  readonly routes = input.required<RouteView[]>();
  readonly canChange = input(false);
  readonly decide = output<RouteView>();

  protected readonly destinationOf = destinationOf;
}
