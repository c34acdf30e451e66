import { type LogLine } from './log-line';

/** As many lines as the control plane's index has between two places it knows: a page is one read. */
export const PAGE_LINES = 256;
/** Kept at most: ten thousand lines of pages, and some thousand single ones, whatever the log has. */
const MAX_PAGES = 40;
const MAX_SINGLES = 4000;
/** A page of which fewer lines are wanted is not worth reading: a filtered log has its lines far apart. */
const WORTH_A_PAGE = 12;
const MAX_ASKED = 256;

/** What to ask for next: a page, or single lines. */
export type Wanted = { from: number; to: number } | { numbers: number[] };

/** The lines of a log that are here: those looked at last. */
export class LogPages {
  private readonly pages = new Map<number, LogLine[]>();
  private readonly singles = new Map<number, LogLine>();

  line(number: number): LogLine | undefined {
    return this.pages.get(pageOf(number))?.[(number - 1) % PAGE_LINES] ?? this.singles.get(number);
  }

  /** Takes the lines of one page, from its first on. */
  put(lines: LogLine[]): void {
    const page = pageOf(lines[0]?.number ?? 1);
    if (lines.length > (this.pages.get(page)?.length ?? 0)) this.keep(page, lines);
  }

  putSingles(lines: readonly LogLine[]): void {
    for (const line of lines) this.singles.set(line.number, line);
    for (const number of this.singles.keys()) {
      if (this.singles.size <= MAX_SINGLES) return;
      this.singles.delete(number);
    }
  }

  /** Takes lines that the log has grown by, where those before them are here. The others are read when wanted. */
  append(lines: readonly LogLine[]): void {
    for (const line of lines) {
      const page = pageOf(line.number);
      const at = (line.number - 1) % PAGE_LINES;
      const before = this.pages.get(page) ?? (at === 0 ? this.keep(page, []) : undefined);
      if (before?.length === at) before.push(line);
    }
  }

  /** What is missing of these lines, which are in order; null when all are here. */
  missing(numbers: readonly number[], lineCount: number): Wanted | null {
    const byPage = new Map<number, number[]>();
    for (const number of numbers) {
      const page = pageOf(number);
      if (number > lineCount) continue;
      if (this.line(number)) this.touch(page);
      else byPage.set(page, [...(byPage.get(page) ?? []), number]);
    }
    for (const [page, lines] of byPage)
      if (lines.length >= WORTH_A_PAGE || byPage.size <= 2)
        return { from: page * PAGE_LINES + 1, to: Math.min((page + 1) * PAGE_LINES, lineCount) };
    const singles = [...byPage.values()].flat().slice(0, MAX_ASKED);
    return singles.length > 0 ? { numbers: singles } : null;
  }

  clear(): void {
    this.pages.clear();
    this.singles.clear();
  }

  private touch(page: number): void {
    const lines = this.pages.get(page);
    if (lines) this.keep(page, lines);
  }

  private keep(page: number, lines: LogLine[]): LogLine[] {
    this.pages.delete(page);
    this.pages.set(page, lines);
    if (this.pages.size > MAX_PAGES) this.pages.delete(this.pages.keys().next().value!);
    return lines;
  }
}

function pageOf(number: number): number {
  return Math.floor((number - 1) / PAGE_LINES);
}
