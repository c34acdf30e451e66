import { type Page } from 'playwright-core';
import { STILLNESS } from './stillness.js';

const MOST_STOPS = 400;

const BEGINNING = {
  body: 'document.activeElement?.blur(); scrollTo(0, 0)',
  main: "document.activeElement?.blur(); document.querySelector('main').focus()",
  'mat-dialog-container': '',
};

interface Stop {
  id: number;
  html: string;
  isWithin: boolean;
  /** Something about it shows that it has the focus. */
  isMarked: boolean;
  /** At least a part of it is in view, in front of everything else (WCAG 2.4.11). */
  isInView: boolean;
}

/** Remembers elements by number, so that a walk can tell where it has been. */
const NUMBERED = `window.sdpNumberOf ??= (() => {
  const numbers = new WeakMap();
  let last = 0;
  return (element) => numbers.get(element) ?? (numbers.set(element, ++last), last);
})();`;

const STOP = `(() => {
  ${NUMBERED}
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isOutlined = (one) => {
    const { outlineStyle, outlineWidth, strokeWidth } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || (one.matches('.box') && parseFloat(strokeWidth) >= 2.5);
  };
  const near = [element, element.parentElement, element.parentElement?.parentElement, ...element.querySelectorAll('*')];
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const along = (from, to, most) => [0.1, 0.5, 0.9].map((share) => from + (to - from) * share).filter((at) => at >= 0 && at < most);
  const isFront = (x, y) => {
    const front = document.elementFromPoint(x, y);
    return front !== null && (element.contains(front) || front.contains(element) || front.closest('label')?.contains(element) === true);
  };
  return {
    id: sdpNumberOf(element),
    html: element.outerHTML.slice(0, 140),
    isWithin: element.closest(WITHIN) !== null,
    isMarked: near.some((one) => one && isOutlined(one)),
    isInView: along(left, right, innerWidth).some((x) => along(top, bottom, innerHeight).some((y) => isFront(x, y))),
  };
})()`;

/**
 * Whatever somebody with a mouse could use. Of radio buttons and of rows in a long list, the arrow keys reach the others; of
 * a log's lines, the field for line numbers.
 */
const USABLE = `(() => {
  ${NUMBERED}
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"], [role=button]')]
    .filter((element) => element.closest(WITHIN))
    .filter((element) => element.tabIndex >= 0 || !element.closest('[data-row], [data-line]'))
    .filter((element) => !element.disabled && element.type !== 'hidden' && element.type !== 'radio' && !element.closest('[inert], [aria-hidden=true]'))
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0)
    .map((element) => ({ id: sdpNumberOf(element), html: element.outerHTML.slice(0, 140) }));
})()`;

/**
 * Goes through a part of a page, or all of it, by Tab alone; says what it could not reach, and where the focus could not be
 * seen. In a dialog it begins where the keyboard is.
 */
export async function walkByKeyboard(
  page: Page,
  within: 'body' | 'main' | 'mat-dialog-container',
): Promise<string[]> {
  await page.evaluate(BEGINNING[within]);
  const visited = new Map<number, Stop>();
  let last: number | undefined;
  for (let step = 0; step < MOST_STOPS; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopOf(page, within);
    // A field for a date is three stops in one.
    if (stop === null || !stop.isWithin || (visited.has(stop.id) && stop.id !== last)) break;
    if (stop.id !== last) visited.set(stop.id, stop);
    last = stop.id;
  }
  const usable = await page.evaluate<{ id: number; html: string }[]>(USABLE.replace('WITHIN', `'${within}'`));
  const stops = [...visited.values()];
  return [
    ...usable.filter(({ id }) => !visited.has(id)).map(({ html }) => `not reached: ${html}`),
    ...stops.filter(({ isMarked }) => !isMarked).map(({ html }) => `focus is not seen: ${html}`),
    ...stops.filter(({ isInView }) => !isInView).map(({ html }) => `hidden behind something: ${html}`),
  ];
}

/** A mark may come with the next frames, for those too who want no motion. */
async function stopOf(page: Page, within: string): Promise<Stop | null> {
  const look = () => page.evaluate<Stop | null>(STOP.replace('WITHIN', `'${within}'`));
  const stop = await look();
  if (stop === null || stop.isMarked) return stop;
  await page.evaluate(STILLNESS);
  return look();
}

/** Where the keyboard is: inside what opened, on something of the page, or lost. */
export function focusPlace(page: Page): Promise<'overlay' | 'page' | 'lost'> {
  return page.evaluate<'overlay' | 'page' | 'lost'>(`(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'lost';
    return element.closest('.cdk-overlay-container') ? 'overlay' : 'page';
  })()`);
}
