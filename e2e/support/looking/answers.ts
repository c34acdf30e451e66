import { type Page, type Route } from 'playwright-core';

/** What is read to know who is there; without it there is no page at all. */
const SESSION = /\/api\/session$/;
const BROKEN = {
  status: 500,
  contentType: 'application/json',
  body: JSON.stringify({
    error: {
      code: 'internal',
      message: 'The disk of the database is full. Ask ops to make room.',
      errorId: 'e-1',
    },
  }),
};

/** Stands between a page and the API, and keeps what is asked waiting until it is told to fail. */
export class Answers {
  private waiting: Route[] = [];
  private isBroken = false;

  private constructor(private readonly page: Page) {}

  static async hold(page: Page): Promise<Answers> {
    const answers = new Answers(page);
    await page.route(isAsked, answers.answer);
    return answers;
  }

  /** From now on everything fails, and what has waited first. */
  async fail(): Promise<void> {
    this.isBroken = true;
    await Promise.all(this.waiting.splice(0).map(this.answer));
  }

  /** Steps aside. */
  async release(): Promise<void> {
    await this.page.unroute(isAsked, this.answer);
    await Promise.all(this.waiting.splice(0).map((route) => route.continue().catch(() => undefined)));
  }

  /** A page may have taken back what it asked. */
  private readonly answer = async (route: Route): Promise<void> => {
    if (this.isBroken) await route.fulfill(BROKEN).catch(() => undefined);
    else this.waiting.push(route);
  };
}

function isAsked({ pathname }: URL): boolean {
  return pathname.startsWith('/api/') && !SESSION.test(pathname);
}
