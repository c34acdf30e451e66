import { computed, effect, type Signal, signal, untracked } from '@angular/core';
import { type LogLevelOrNone, type LogSectionView } from '@sdp/protocol';
import { LOG_LEVELS_OF_VIEW } from './level-words';
import { type LineBits } from './line-bits';
import { LineFinder } from './line-finder';
import { type LineRange } from './line-range';
import { LogLayout } from './log-layout';
import { type LineQuery, type LogSource } from './log-source';

/** What a reader wants to see of a log: what they look for, which levels, which steps are folded. */
export class LogFilter {
  readonly text = signal('');
  readonly matchCase = signal(false);
  readonly onlyMatches = signal(false);
  readonly hidden = signal<ReadonlySet<LogLevelOrNone>>(new Set());
  readonly folded = signal<ReadonlySet<number>>(new Set());
  /** The match that the reader is at. */
  readonly current = signal<number | null>(null);

  private readonly source: Signal<LogSource>;
  private readonly byText = new LineFinder();
  private readonly byLevel = new LineFinder();

  readonly isSearching = this.byText.isBusy;
  readonly error = computed(() => this.byText.error() ?? this.byLevel.error());
  readonly matchCount = computed(() => {
    this.byText.version();
    return this.byText.found()?.count ?? 0;
  });
  /** From 1, in the order of the log. */
  readonly currentPlace = computed(() => {
    this.byText.version();
    const [found, current] = [this.byText.found(), this.current()];
    return found && current !== null ? found.rank(current) + 1 : 0;
  });
  readonly layout: Signal<LogLayout>;

  /** Needs an injection context. */
  constructor(source: Signal<LogSource>) {
    this.source = source;
    this.layout = computed(() => {
      const { lineCount, sections, dropped = 0 } = this.source();
      const parts = { lineCount: lineCount(), sections: sections(), folded: this.folded(), dropped };
      return new LogLayout({ ...parts, shown: this.shown() });
    });
    effect(() => lookFor(this.byText, this.source(), this.textQuery()));
    effect(() => lookFor(this.byLevel, this.source(), this.levelQuery()));
    effect(() => {
      this.source().lineCount();
      untracked(() => void Promise.all([this.byText.goOn(), this.byLevel.goOn()]));
    });
    effect(() => {
      this.textQuery();
      untracked(() => this.current.set(null));
    });
  }

  isShown(level: LogLevelOrNone): boolean {
    return !this.hidden().has(level);
  }

  toggleLevel(level: LogLevelOrNone): void {
    this.hidden.update((hidden) => toggled(hidden, level));
  }

  toggleFold({ firstLine }: LogSectionView): void {
    this.folded.update((folded) => toggled(folded, firstLine));
  }

  foldAll(areFolded: boolean): void {
    const all = this.source()
      .sections()
      .map(({ firstLine }) => firstLine);
    this.folded.set(new Set(areFolded ? all : []));
  }

  /** Makes sure that a line is not hidden in a folded step. */
  unfold(line: number): void {
    const section = this.source()
      .sections()
      .findLast(({ firstLine }) => firstLine <= line);
    if (section && this.folded().has(section.firstLine)) this.toggleFold(section);
  }

  /** The next match after a line, or the previous one before it; around the ends. Null where nothing matches. */
  beside(line: number, direction: 1 | -1): number | null {
    const found = this.byText.found();
    if (!found) return null;
    return direction > 0
      ? (found.next(line + 1) ?? found.next(1))
      : (found.previous(line - 1) ?? found.previous(this.source().lineCount()));
  }

  /** Whether it is known by now what is the next match from a line on. */
  knowsNext(line: number): boolean {
    this.byText.version();
    return !this.isSearching() || (this.byText.found()?.next(line) ?? null) !== null;
  }

  /** The lines of a range that are not filtered out, at most so many. */
  linesIn({ from, to }: LineRange, limit: number): number[] {
    const shown = this.shown();
    const lines: number[] = [];
    const nextOf = (line: number) => (shown ? shown.next(line) : line);
    for (
      let line = nextOf(from);
      line !== null && line <= to && lines.length < limit;
      line = nextOf(line + 1)
    )
      lines.push(line);
    return lines;
  }

  /** Null where all lines are shown. */
  private shown(): LineBits | null {
    const finder = this.onlyMatches() && this.byText.found() ? this.byText : this.byLevel;
    finder.version();
    return finder.found();
  }

  private textQuery(): LineQuery | undefined {
    const text = this.text();
    return text === '' ? undefined : { text, matchCase: this.matchCase(), levels: this.shownLevels() };
  }

  private levelQuery(): LineQuery | undefined {
    return this.hidden().size === 0 ? undefined : { text: '', matchCase: false, levels: this.shownLevels() };
  }

  private shownLevels(): LogLevelOrNone[] {
    return LOG_LEVELS_OF_VIEW.map(({ level }) => level).filter((level) => !this.hidden().has(level));
  }
}

/** What the finder reads on its way is no reason to look again. */
function lookFor(finder: LineFinder, source: LogSource, query: LineQuery | undefined): void {
  untracked(() => finder.look(source, query));
}

function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
