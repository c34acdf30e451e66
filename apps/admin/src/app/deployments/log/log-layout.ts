import { type LogSectionView } from '@sdp/protocol';
import { type LineBits } from './line-bits';

/** Heights in pixels (log-row-view.scss, log-section-row.ts). */
export const ROW_HEIGHT = 20;
export const SECTION_HEIGHT = 28;

export type Item =
  | { kind: 'section'; section: LogSectionView; lines: number; isFolded: boolean }
  | { kind: 'line'; number: number };

export interface LayoutParts {
  lineCount: number;
  /** Runs of steps, which together are all lines. One alone gets no heading. */
  sections: readonly LogSectionView[];
  /** Sections that are folded, by their first line. */
  folded: ReadonlySet<number>;
  /** The only lines that are shown; null: all. */
  shown: LineBits | null;
  /** As LogSource has it. */
  dropped?: number;
}

interface Group {
  section: LogSectionView;
  hasHeading: boolean;
  isFolded: boolean;
  firstItem: number;
  items: number;
  top: number;
  /** Lines of `shown` before this group. */
  rank: number;
  lines: number;
}

/** What is to be seen of a log from top to bottom, one item after the other: headings of steps, and lines. */
export class LogLayout {
  readonly count: number;
  readonly height: number;
  readonly dropped: number;
  private readonly shown: LineBits | null;
  private readonly groups: Group[] = [];

  constructor({ lineCount, sections, folded, shown, dropped = 0 }: LayoutParts) {
    this.shown = shown;
    this.dropped = dropped;
    const whole = { step: '', firstLine: 1, lastLine: lineCount };
    for (const section of sections.length > 1 ? sections : [whole])
      this.add(section, sections.length > 1, folded.has(section.firstLine));
    const last = this.groups.at(-1);
    this.count = last ? last.firstItem + last.items : 0;
    this.height = this.offsetOf(this.count);
  }

  itemAt(index: number): Item {
    const group = this.groupOf(index);
    const at = index - group.firstItem;
    const { section, lines, isFolded } = group;
    if (group.hasHeading && at === 0) return { kind: 'section', section, lines, isFolded };
    const place = at - Number(group.hasHeading);
    const number = this.shown ? this.shown.select(group.rank + place) : section.firstLine + place;
    return { kind: 'line', number: number ?? section.lastLine };
  }

  /** Where a line is, or what is shown in its place: its folded step, or the next line that is shown. */
  indexOf(line: number): number {
    const group = this.groups.findLast(({ section }) => section.firstLine <= line) ?? this.groups[0];
    if (!group) return 0;
    if (group.isFolded) return group.firstItem;
    const before = this.shown ? this.shown.rank(line) - group.rank : line - group.section.firstLine;
    return Math.max(0, Math.min(this.count - 1, group.firstItem + Number(group.hasHeading) + before));
  }

  /** Where something is that another layout of the same log has shown. */
  indexOfItem(item: Item): number {
    if (item.kind === 'line') return this.indexOf(item.number);
    const { firstLine } = item.section;
    const group = this.groups.find(({ section }) => section.firstLine === firstLine);
    return group?.firstItem ?? this.indexOf(firstLine);
  }

  /** Pixels above an item, if no line is wrapped. */
  offsetOf(index: number): number {
    const group = this.groupOf(index);
    if (!group) return 0;
    const at = index - group.firstItem;
    const heading = group.hasHeading && at > 0 ? SECTION_HEIGHT - ROW_HEIGHT : 0;
    return group.top + at * ROW_HEIGHT + heading;
  }

  /** The item at so many pixels from the top, if no line is wrapped. */
  itemIndexAt(pixels: number): number {
    const group = this.groups.findLast(({ top }) => top <= pixels) ?? this.groups[0];
    if (!group) return 0;
    const within = Math.max(0, pixels - group.top);
    const heading = group.hasHeading ? SECTION_HEIGHT : 0;
    const at = within < heading ? 0 : Number(group.hasHeading) + Math.floor((within - heading) / ROW_HEIGHT);
    return Math.min(this.count - 1, group.firstItem + Math.min(at, group.items - 1));
  }

  private groupOf(index: number): Group {
    return (this.groups.findLast(({ firstItem }) => firstItem <= index) ?? this.groups[0])!;
  }

  private add(section: LogSectionView, hasHeading: boolean, isFolded: boolean): void {
    const { firstLine, lastLine } = section;
    const rank = this.shown?.rank(firstLine) ?? 0;
    const lines = this.shown ? this.shown.rank(lastLine + 1) - rank : lastLine - firstLine + 1;
    if (lines === 0) return;
    const last = this.groups.at(-1);
    this.groups.push({
      section,
      hasHeading,
      isFolded: hasHeading && isFolded,
      firstItem: last ? last.firstItem + last.items : 0,
      items: Number(hasHeading) + (hasHeading && isFolded ? 0 : lines),
      top: last ? last.top + heightOf(last) : 0,
      rank,
      lines,
    });
  }
}

function heightOf({ hasHeading, items }: Group): number {
  return hasHeading ? SECTION_HEIGHT + (items - 1) * ROW_HEIGHT : items * ROW_HEIGHT;
}
