import { type LogLayout } from './log-layout';
import { type LogLine } from './log-line';
import { rowsOf } from './log-rows';
import { type Item } from './log-layout';
import { type Position } from './log-scroller';
import { type Extent } from './scroll-place';

/** Rendered above and below what is in view, in pixels. */
const OVERSCAN = 240;
/** Items come and go by so many. */
const STEP = 8;

/** Items that are rendered: from the first up to before `end`, and where the first one is in what scrolls. */
export interface Stretch {
  first: number;
  end: number;
  top: number;
}

/** One row of the screen. */
export interface Row {
  key: string;
  section: Extract<Item, { kind: 'section' }> | null;
  number: number;
  line: LogLine | undefined;
  from: number;
  to: number;
}

/** What is in view at a position, and some more around it. */
export function stretchAt({ place, top }: Position, extent: Extent, view: number): Stretch {
  let [first, above] = [place.item, place.shift];
  while (first > 0 && (above < OVERSCAN || first % STEP !== 0)) above += extent.heightOf(--first);
  let [end, below] = [place.item, -place.shift];
  while (end < extent.count && (below < view + OVERSCAN || end % STEP !== 0)) below += extent.heightOf(end++);
  return { first, end, top: Math.round(top - above) };
}

/** The numbers of the lines of a stretch. */
export function linesIn(stretch: Stretch, layout: LogLayout): number[] {
  const numbers: number[] = [];
  for (let at = stretch.first; at < Math.min(stretch.end, layout.count); at++) {
    const item = layout.itemAt(at);
    if (item.kind === 'line') numbers.push(item.number);
  }
  return numbers;
}

export function rowsIn(
  stretch: Stretch,
  layout: LogLayout,
  lineOf: (number: number) => LogLine | undefined,
  columns: number | null,
): Row[] {
  const rows: Row[] = [];
  for (let at = stretch.first; at < Math.min(stretch.end, layout.count); at++) {
    const item = layout.itemAt(at);
    if (item.kind === 'line') rows.push(...rowsOfLine(item.number, lineOf(item.number), columns));
    else rows.push(rowOfSection(item));
  }
  return rows;
}

function rowOfSection(section: Extract<Item, { kind: 'section' }>): Row {
  const { firstLine } = section.section;
  return { key: `step ${firstLine}`, section, number: firstLine, line: undefined, from: 0, to: 0 };
}

function rowsOfLine(number: number, line: LogLine | undefined, columns: number | null): Row[] {
  if (!line) return [{ key: `${number} 0`, section: null, number, line, from: 0, to: 0 }];
  return rowsOf(line, columns).map(({ from, to }) => ({
    key: `${number} ${from}`,
    section: null,
    number,
    line,
    from,
    to,
  }));
}
