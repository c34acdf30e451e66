import { Component, computed, input } from '@angular/core';

/** 24 × 24 outlines, drawn for this app. */
const OUTLINES = {
  alert:
    'M12 8v5M12 16.500v.01M10.300 3.900 2.600 17.500A2 2 0 0 0 4.300 20.500h15.400a2 2 0 0 0 1.700-3L13.700 3.900a2 2 0 0 0-3.400 0Z',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  back: 'M15 6l-6 6 6 6',
  branch: 'M6 4v10M18 9a9 9 0 0 1-9 9M6 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM18 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V9ZM15 9V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h4',
  commit: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM2 12h6M16 12h6',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  down: 'M12 5v14M6 13l6 6 6-6',
  'down-small': 'M6 9l6 6 6-6',
  external: 'M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5',
  forward: 'M9 6l6 6-6 6',
  more: 'M12 4.500v1M12 11.500v1M12 18.500v1',
  play: 'M7 4.500v15l12-7.500-12-7.500Z',
  plus: 'M12 5v14M5 12h14',
  restart:
    'M20 5v5h-5M4 19v-5h5M5.500 9A7.500 7.500 0 0 1 18.500 7L20 10M4 14l1.500 3a7.500 7.500 0 0 0 13-2',
  sandbox: 'M12 3l8 4.500v9L12 21l-8-4.500v-9L12 3ZM4 7.500l8 4.500 8-4.500M12 12v9',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20 20l-4-4',
  skip: 'M6 12h12',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.500v-5M9 19.500v-5M4 12h5M13 12h7M11 14v-4',
  layers: 'M12 3l9 5-9 5-9-5 9-5ZM3 12l9 5 9-5M3 16l9 5 9-5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  stop: 'M6.500 6.500h11v11h-11v-11Z',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  up: 'M6 15l6-6 6 6',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21a8 8 0 0 1 16 0',
  pencil: 'M4 20l1-4L16.500 4.500a2 2 0 0 1 3 3L8 19l-4 1Z',
  offline:
    'M3 3l18 18M8.500 16a5 5 0 0 1 7 0M5 12.500a10 10 0 0 1 4-2.400M19 12.500a10 10 0 0 0-5-2.700M12 20v.01M2 9a15 15 0 0 1 4-2.500M22 9a15 15 0 0 0-11.500-3.900',
} as const;

export type IconName = keyof typeof OUTLINES;

/** A decorative icon; whatever it says must also be said in words or in a label. */
@Component({
  selector: 'sdp-icon',
  template: `
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path [attr.d]="outline()" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: 18px;
      height: 18px;
    }
    svg {
      width: 100%;
      height: 100%;
    }
  `,
  host: { 'aria-hidden': 'true' },
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly outline = computed(() => OUTLINES[this.name()]);
}
