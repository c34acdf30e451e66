import { Component, computed, input } from '@angular/core';

const WIDTH = 300;
const HEIGHT = 60;

/** A line over time, as a picture; what it says must be said in words beside it. */
@Component({
  selector: 'sdp-line-chart',
  template: `
    <svg preserveAspectRatio="none" role="img" [attr.viewBox]="box" [attr.aria-label]="label()">
      <path class="area" [attr.d]="area()" />
      <path class="line" vector-effect="non-scaling-stroke" [attr.d]="line()" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      color: var(--accent);
    }
    svg {
      display: block;
      width: 100%;
      height: 64px;
    }
    .line {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.6;
    }
    .area {
      fill: color-mix(in srgb, currentColor 12%, transparent);
    }
  `,
})
export class LineChart {
  readonly values = input.required<number[]>();
  /** The top of the picture; the highest value where it is lower. */
  readonly top = input(0);
  readonly label = input.required<string>();

  protected readonly box = `0 0 ${WIDTH} ${HEIGHT}`;
  protected readonly line = computed(() => linePath(this.values(), this.top()));
  protected readonly area = computed(() =>
    this.line() ? `${this.line()} L${WIDTH} ${HEIGHT} L0 ${HEIGHT} Z` : '',
  );
}

/** Empty for fewer than two values. */
export function linePath(values: readonly number[], top: number): string {
  if (values.length < 2) return '';
  const highest = Math.max(top, ...values) || 1;
  return values
    .map((value, index) => {
      const x = (index / (values.length - 1)) * WIDTH;
      const y = HEIGHT - (value / highest) * (HEIGHT - 2);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join(' ');
}
