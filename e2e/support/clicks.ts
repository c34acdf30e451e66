import { type Locator } from 'playwright-core';

/** Counts what a person would have to click. */
export class Clicks {
  count = 0;

  async on(what: Locator): Promise<void> {
    await what.click();
    this.count += 1;
  }
}
