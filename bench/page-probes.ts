import { type Page } from 'playwright-core';

export interface Frames {
  perSecond: number;
  longestFrame: number;
  /** Of those that the browser calls long, above 50 ms; 0 when there was none. */
  longestTask: number;
}

/* What runs in the page is text: this program knows no types of a browser. */

const WATCH = `
  const frames = [], tasks = [];
  const note = (entries) => entries.forEach(({ duration }) => tasks.push(duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'longtask' });
  let handle = requestAnimationFrame(function tick(at) {
    frames.push(at);
    handle = requestAnimationFrame(tick);
  });
  window.stopWatching = () => {
    note(observer.takeRecords());
    observer.disconnect();
    cancelAnimationFrame(handle);
    return { frames, tasks };
  };
  undefined;
`;

/** Counts the frames of a page, and its long tasks, until `stop`. */
export async function watchFrames(page: Page): Promise<{ stop(): Promise<Frames> }> {
  await page.evaluate(`{${WATCH}}`);
  return { stop: () => stopWatching(page) };
}

async function stopWatching(page: Page): Promise<Frames> {
  const { frames, tasks } = await page.evaluate<{ frames: number[]; tasks: number[] }>('stopWatching()');
  const gaps = frames.slice(1).map((at, index) => at - frames[index]!);
  const seconds = ((frames.at(-1) ?? 0) - (frames[0] ?? 0)) / 1000;
  return {
    perSecond: gaps.length / seconds,
    longestFrame: Math.max(0, ...gaps),
    longestTask: Math.max(0, ...tasks),
  };
}

/** Milliseconds from an input event until the page has said how much it found, and painted it. */
export function typingLatency(page: Page, testId: string, text: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const input = document.querySelector('[data-testid=${testId}]');
    const started = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
    });
    const status = document.querySelector('main [role=status]');
    observer.observe(status, { childList: true, characterData: true, subtree: true });
    input.value = ${JSON.stringify(text)};
    input.dispatchEvent(new Event('input', { bubbles: true }));
  })`);
}
