import { linesOf } from './log-line';
import { LogPages, PAGE_LINES } from './log-pages';

const lines = (from: number, to: number) =>
  linesOf(Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}\n`).join(''), from);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('LogPages', () => {
  let pages: LogPages;
  beforeEach(() => (pages = new LogPages()));

  it('says which page is missing, and no more when it is there', () => {
    expect(pages.missing(range(700, 720), 1_000_000)).toEqual({ from: 513, to: 768 });
    pages.put(lines(513, 768));
    expect(pages.missing(range(700, 720), 1_000_000)).toBeNull();
    expect(pages.missing(range(700, 800), 1_000_000)).toEqual({ from: 769, to: 1024 });
    expect(pages.line(700)?.text).toBe('line 700');
    expect(pages.line(800)).toBeUndefined();
  });

  it('asks for single lines where they are far apart', () => {
    const wanted = range(1, 30).map((at) => at * 10_000);
    expect(pages.missing(wanted, 1_000_000)).toEqual({ numbers: wanted });
    pages.putSingles(wanted.map((number) => lines(number, number)[0]!));
    expect(pages.missing(wanted, 1_000_000)).toBeNull();
    expect(pages.line(20_000)?.text).toBe('line 20000');
  });

  it('asks for no line that the log does not have', () => {
    expect(pages.missing(range(95, 130), 100)).toEqual({ from: 1, to: 100 });
    pages.put(lines(1, 100));
    expect(pages.missing(range(95, 130), 100)).toBeNull();
  });

  it('takes what the log grows by where it fits', () => {
    pages.append(lines(1, 300));
    expect(pages.missing(range(1, 300), 300)).toBeNull();
    expect(pages.line(300)?.text).toBe('line 300');
  });

  it('leaves no hole: a page whose beginning is not here is read as a whole', () => {
    pages.append(lines(600, 610));
    expect(pages.line(605)).toBeUndefined();
    expect(pages.missing(range(600, 610), 610)).toEqual({ from: 513, to: 610 });
    pages.put(lines(513, 610));
    pages.append(lines(611, 612));
    pages.put(lines(513, 600));
    expect(pages.missing(range(600, 612), 612)).toBeNull();
  });

  it('keeps those that were looked at last, however long the log is', () => {
    for (let page = 0; page < 200; page++) {
      pages.put(lines(page * PAGE_LINES + 1, (page + 1) * PAGE_LINES));
      pages.missing([1], 1_000_000);
    }
    expect(pages.line(1)?.text).toBe('line 1');
    expect(pages.line(150 * PAGE_LINES)).toBeUndefined();
    expect(pages.line(200 * PAGE_LINES)).toBeDefined();
    for (let number = 1; number < 10_000; number++) pages.putSingles(lines(number * 100, number * 100));
    expect(pages.line(60_000)).toBeUndefined();
    expect(pages.line(999_900)).toBeDefined();
  });
});
