import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type RouteSetView, type SandboxView } from '@sdp/protocol';
import { type MapNode, serviceMapOf } from './service-map';

/* Measures of the picture, in its own units. */
const NODE = { width: 300, height: 58, gap: 12 } as const;
const GATEWAY_WIDTH = 240;
const MIDDLE = 120;

const KINDS: Readonly<Record<MapNode['kind'], string>> = {
  gateway: 'gateway of this sandbox',
  instance: 'runs in this sandbox',
  sandbox: 'runs in another sandbox',
  url: 'an address of its own',
  baseline: 'the baseline',
  none: 'nowhere',
};

interface Placed extends MapNode {
  x: number;
  y: number;
  width: number;
  /** The line from the gateway. */
  path: string;
  said: string;
}

/** The gateway and where it sends each service's calls, as a picture whose parts are links. */
@Component({
  selector: 'sdp-service-map',
  imports: [RouterLink],
  templateUrl: './service-map-view.html',
  styleUrl: './service-map-view.scss',
  host: { class: 'card', 'data-testid': 'service-map' },
})
export class ServiceMapView {
  readonly sandbox = input.required<SandboxView>();
  readonly routeSet = input.required<RouteSetView>();

  protected readonly node = NODE;
  protected readonly width = GATEWAY_WIDTH + MIDDLE + NODE.width;
  private readonly map = computed(() => serviceMapOf(this.sandbox(), this.routeSet().routes));
  protected readonly height = computed(
    () => Math.max(1, this.map().targets.length) * (NODE.height + NODE.gap) - NODE.gap,
  );
  protected readonly targets = computed(() =>
    this.map().targets.map((node, index) => this.place(node, index)),
  );
  protected readonly nodes = computed(() => [this.placedGateway(), ...this.targets()]);

  private placedGateway(): Placed {
    const { gateway } = this.map();
    const y = (this.height() - NODE.height) / 2;
    return { ...gateway, x: 0, y, width: GATEWAY_WIDTH, path: '', said: saidOf(gateway) };
  }

  private place(node: MapNode, index: number): Placed {
    const y = index * (NODE.height + NODE.gap);
    return {
      ...node,
      x: GATEWAY_WIDTH + MIDDLE,
      y,
      width: NODE.width,
      path: curve(this.height() / 2, y + NODE.height / 2),
      said: saidOf(node),
    };
  }
}

function curve(from: number, to: number): string {
  const [left, right] = [GATEWAY_WIDTH, GATEWAY_WIDTH + MIDDLE];
  return `M${left} ${from} C${left + MIDDLE / 2} ${from} ${right - MIDDLE / 2} ${to} ${right} ${to}`;
}

/** What only the colours and lines of the picture say of a node, in words. */
function saidOf({ kind, isDue }: MapNode): string {
  const due = isDue && kind !== 'gateway' ? ', not applied at the gateway yet' : '';
  return `${KINDS[kind]}${due}`;
}
