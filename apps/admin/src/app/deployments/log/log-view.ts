import { DecimalPipe } from '@angular/common';
import { Clipboard } from '@angular/cdk/clipboard';
import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { type LogSectionView } from '@sdp/protocol';
import { type ShownError, toShownError } from '../../errors/wire-error';
import { Icon } from '../../ui/icon';
import { LOG_LEVELS_OF_VIEW } from './level-words';
import { extended, type LineRange, rangeOfText } from './line-range';
import { LogFilter } from './log-filter';
import { type LogLine, plainText } from './log-line';
import { LogLines } from './log-lines';
import { LogSearchBar } from './log-search-bar';
import { type LogSource } from './log-source';
import { cutTo, type TextRange } from './selection-memory';

/** More than that belongs into a file. */
const MOST_COPIED = 10_000;
const SAID_MS = 4000;

/** A log of any length: search, levels, steps, links to lines, wrapping, times, copies, and its lines. */
@Component({
  selector: 'sdp-log-view',
  imports: [DecimalPipe, Icon, LogLines, LogSearchBar],
  templateUrl: './log-view.html',
  styleUrls: ['./log-button.scss', './log-view.scss'],
  host: { '(keydown.control.f)': 'find($event)', '(keydown.meta.f)': 'find($event)' },
})
export class LogView {
  readonly source = input.required<LogSource>();
  readonly error = input<ShownError>();
  readonly downloadUrl = input<string>();
  /** Lines that somebody should look at: they are brought into view. */
  readonly marked = input<LineRange | null>(null);
  /** Path of the page, where lines have addresses. */
  readonly linkTo = input<string>();
  readonly heading = input('Log');
  /** What is said when all is here and it is nothing. */
  readonly nothing = input('This deployment wrote no log.');
  /** Lines were chosen, by mouse or by number. */
  readonly picked = output<LineRange>();
  readonly retry = output();

  protected readonly filter = new LogFilter(this.source);
  protected readonly isWrapped = signal(false);
  protected readonly showTime = signal(false);
  private readonly said = signal('');
  /** Without addresses a choice lives as long as this view. */
  private readonly chosen = signal<LineRange | null>(null);
  protected readonly range = computed(() => (this.linkTo() ? this.marked() : this.chosen()));
  private readonly isChosen = signal(false);
  /** The address may name a line that the log, now that all of it is here, does not have. */
  private readonly absence = computed(() => {
    const { isComplete, lineCount } = this.source();
    const from = (this.linkTo() && this.range()?.from) || 0;
    return isComplete() && from > lineCount() ? absenceText(String(from), lineCount()) : '';
  });
  protected readonly status = computed(() => this.filter.error()?.message ?? (this.said() || this.absence()));
  protected readonly levels = computed(() => {
    const counts = this.source().levels();
    return LOG_LEVELS_OF_VIEW.map((each) => ({ ...each, count: counts[each.level] })).filter(
      ({ level, count }) => count > 0 || !this.filter.isShown(level),
    );
  });
  protected readonly areFolded = computed(() => {
    const folded = this.filter.folded();
    return this.source()
      .sections()
      .every(({ firstLine }) => folded.has(firstLine));
  });
  protected readonly copyWords = computed(() => {
    const range = this.isChosen() ? this.range() : null;
    if (!range) return 'Copy';
    return range.from === range.to ? `Copy line ${range.from}` : `Copy ${range.from}–${range.to}`;
  });

  private readonly lines = viewChild.required(LogLines);
  private readonly search = viewChild.required(LogSearchBar);
  private readonly clipboard = inject(Clipboard);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private quiet: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    // What is looked for comes into view by itself, once.
    effect(() => {
      if (this.filter.text() === '' || this.filter.current() !== null || this.filter.matchCount() === 0)
        return;
      if (this.filter.knowsNext(untracked(() => this.lines().firstLine()))) untracked(() => this.step(1));
    });
    effect(() => {
      const range = this.range();
      if (range) untracked(() => this.filter.unfold(range.from));
    });
  }

  /** Brings a line into view, and with it the log and the keyboard. */
  show(line: number): void {
    this.reveal(line);
    this.lines().focus();
  }

  protected find(event: Event): void {
    event.preventDefault();
    this.search().focus();
  }

  protected leave(): void {
    this.lines().focus();
  }

  protected step(direction: 1 | -1): void {
    const first = this.lines().firstLine();
    const from = this.filter.current() ?? (direction > 0 ? first - 1 : first);
    const line = this.filter.beside(from, direction);
    if (line === null) return;
    this.filter.current.set(line);
    this.reveal(line);
  }

  /** Whoever folds something looks at it: the view stays there. */
  protected fold(section: LogSectionView): void {
    this.lines().stay();
    this.filter.toggleFold(section);
  }

  protected foldAll(): void {
    this.lines().stay();
    this.filter.foldAll(!this.areFolded());
  }

  protected goTo(text: string): void {
    const range = rangeOfText(text);
    if (!range || range.from > this.source().lineCount())
      return this.say(absenceText(text.trim(), this.source().lineCount()));
    this.choose(range);
    this.reveal(range.from);
  }

  protected pick(line: number, isRange: boolean): void {
    this.choose(isRange ? extended(this.range(), line) : { from: line, to: line });
  }

  protected copySection({ firstLine, lastLine }: LogSectionView): Promise<void> {
    return this.copyLines({ from: firstLine, to: lastLine });
  }

  protected copyText(range: TextRange): Promise<void> {
    return this.copyLines({ from: range.from.line, to: range.to.line }, (lines) => cutTo(range, lines));
  }

  protected copy(): Promise<void> {
    const whole = { from: 1, to: this.source().lineCount() };
    return this.copyLines((this.isChosen() && this.range()) || whole);
  }

  private reveal(line: number): void {
    this.filter.unfold(line);
    const show = () => {
      this.lines().show(line);
      this.element.scrollIntoView({ block: 'nearest' });
    };
    afterNextRender(show, { injector: this.injector });
  }

  private choose(range: LineRange): void {
    this.isChosen.set(true);
    this.chosen.set(range);
    this.picked.emit(range);
  }

  private async copyLines(range: LineRange, textOf = wholeText): Promise<void> {
    const numbers = this.filter.linesIn(range, MOST_COPIED + 1);
    if (numbers.length > MOST_COPIED)
      return this.say(`More than ${MOST_COPIED} lines: choose fewer of them, or download the log.`);
    try {
      const lines = await this.source().read(numbers);
      const isCopied = this.clipboard.copy(textOf(lines));
      const words = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`;
      this.say(isCopied ? `Copied ${words}.` : `The browser did not let ${words} be copied.`);
    } catch (failure) {
      this.say(toShownError(failure).message);
    }
  }

  private say(words: string): void {
    clearTimeout(this.quiet);
    this.said.set(words);
    this.quiet = setTimeout(() => this.said.set(''), SAID_MS);
  }
}

function wholeText(lines: readonly LogLine[]): string {
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

function absenceText(line: string, lineCount: number): string {
  return `There is no line ${line}: the log has ${lineCount}.`;
}
