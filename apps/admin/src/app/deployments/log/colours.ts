export type Rgb = readonly [red: number, green: number, blue: number];

/** The log's background, as log-view.scss has it; dark in both themes, as programs expect of a terminal. */
const LOG_BACKGROUND: Rgb = [15, 17, 21];
const LOG_TEXT: Rgb = [222, 226, 234];
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** WCAG 2.2, 1.4.3 (AA). */
const LEAST_CONTRAST = 4.5;
const SHARES = [0.2, 0.4, 0.6, 0.8, 1];

/** The wanted colour, moved towards white or black as far as it takes to be read on its background. */
export function legibleOn(background: Rgb | null, wanted: Rgb | null): Rgb {
  const behind = background ?? LOG_BACKGROUND;
  const colour = wanted ?? LOG_TEXT;
  if (contrast(colour, behind) >= LEAST_CONTRAST) return colour;
  const goal = contrast(WHITE, behind) > contrast(BLACK, behind) ? WHITE : BLACK;
  const share = SHARES.find((part) => contrast(mix(colour, goal, part), behind) >= LEAST_CONTRAST) ?? 1;
  return mix(colour, goal, share);
}

export function rgbText([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** WCAG 2.2, "contrast ratio". */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((at) => Math.round(from[at]! + (to[at]! - from[at]!) * share)) as unknown as Rgb;
}
