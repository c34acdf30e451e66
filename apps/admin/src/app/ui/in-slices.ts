import { effect, type Signal } from '@angular/core';

/** So many at once: no key that is pressed meanwhile waits for longer than a few milliseconds. */
const SLICE = 500;

/** Does something for each of many, little by little, whenever there are others. Needs an injection context. */
export function inSlices<Item>(
  items: Signal<readonly Item[] | undefined>,
  work: (item: Item) => unknown,
): void {
  effect((onCleanup) => {
    const all = items() ?? [];
    let done = 0;
    const next = () => {
      for (const item of all.slice(done, (done += SLICE))) work(item);
      if (done < all.length) timer = setTimeout(next);
    };
    let timer = setTimeout(next);
    onCleanup(() => clearTimeout(timer));
  });
}
