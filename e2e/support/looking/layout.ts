import { type Page } from 'playwright-core';

/** What makes a page wider than its window; empty when nothing does. */
export function widerThanWindow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (element) => element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5 && !scrolls(element.parentElement))
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);
}

/** What a dialog would have to be scrolled sideways for; a frame around a table, or code, says so by itself. */
export function scrollsSideways(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('.cdk-overlay-container *')]
    .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && !element.matches('[tabindex="0"], textarea, input'))
    .map((element) => element.outerHTML.slice(0, 120))`);
}

/** Texts that a box with a fixed size cuts off although nobody asked for an ellipsis. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('main *, header *')]
    .filter((element) => {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
      const isCut = element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
      return overflowX === 'hidden' && overflowY === 'hidden' && textOverflow !== 'ellipsis' && webkitLineClamp === 'none' && isCut
        && !element.closest('.visually-hidden, [aria-hidden=true]') && element.clientHeight > 2 && element.innerText?.trim();
    })
    .map((element) => element.outerHTML.slice(0, 160))`);
}

/** WCAG 1.4.12: what somebody may do to a text's spacing. */
export const TEXT_SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

/** Whatever still moves. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`document.getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime > 50)
    .map(({ animationName, transitionProperty, effect }) => (animationName ?? transitionProperty) + ' on ' + effect.target?.className)`);
}

/** How wide the content is, and how far from the middle of what the navigation leaves. */
export function contentSize(page: Page): Promise<{ width: number; offCentre: number }> {
  return page.evaluate<{ width: number; offCentre: number }>(`(() => {
    const { left, right, width } = document.querySelector('main').getBoundingClientRect();
    const around = document.querySelector('main').parentElement.getBoundingClientRect();
    return { width, offCentre: Math.abs((left + right) / 2 - (around.left + around.right) / 2) };
  })()`);
}
