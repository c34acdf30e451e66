import { type LogLine, plainText } from './log-line';

/** A place in the text of a log. */
export interface TextPoint {
  line: number;
  /** Characters of the line before it. */
  column: number;
}

export interface TextRange {
  from: TextPoint;
  to: TextPoint;
}

/** An end of a selection, and where it was when its element still showed that row. */
interface End extends TextPoint {
  node: Node;
  row: string;
}

/**
 * Knows which text is selected also after rows with an end of the selection have left the view: their elements show
 * other lines then, and the browser's selection has gone along with them.
 */
export class SelectionMemory {
  private anchor: End | null = null;
  private focus: End | null = null;
  private isBehind = false;

  /** Called at every change of the selection, and before `range` is asked for. */
  look(rows: HTMLElement, selection: Selection | null): void {
    if (!selection || selection.isCollapsed) this.forget();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
    const anchor = endAt(rows, anchorNode ?? null, anchorOffset ?? 0, this.anchor);
    const focus = endAt(rows, focusNode ?? null, focusOffset ?? 0, this.focus);
    this.isBehind = (anchor !== null && anchor === this.anchor) || (focus !== null && focus === this.focus);
    this.anchor = anchor;
    this.focus = focus;
  }

  /** The lines of another log have other numbers. */
  forget(): void {
    this.anchor = this.focus = null;
  }

  /** What is selected, where the browser's own selection no longer is that. */
  range(): TextRange | null {
    const { anchor, focus } = this;
    if (!this.isBehind || !anchor || !focus) return null;
    const isForward = anchor.line - focus.line || anchor.column - focus.column;
    const [from, to] = isForward <= 0 ? [anchor, focus] : [focus, anchor];
    return { from: pointOf(from), to: pointOf(to) };
  }
}

/** The text of these lines without what is outside the range. */
export function cutTo({ from, to }: TextRange, lines: readonly LogLine[]): string {
  return lines
    .map((line) => {
      const end = line.number === to.line ? to.column : undefined;
      return plainText(line).slice(line.number === from.line ? from.column : 0, end);
    })
    .join('\n');
}

/** The same end as before, where its row was taken from it and nobody has selected anything else. */
function endAt(rows: HTMLElement, node: Node | null, offset: number, before: End | null): End | null {
  if (!node || !rows.contains(node)) return null;
  const row = elementOf(node)?.closest<HTMLElement>('sdp-log-row');
  const text = row?.querySelector('.text');
  if (!row || !text) return before;
  const { line, part } = row.dataset;
  const key = `${line} ${part}`;
  if (before?.node === node && before.row !== key) return before;
  return { node, row: key, line: Number(line), column: Number(part) + columnIn(text, node, offset) };
}

function columnIn(text: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(text);
  const side = range.comparePoint(node, offset);
  if (side < 0) return 0;
  if (side === 0) range.setEnd(node, offset);
  return range.toString().length;
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}

function pointOf({ line, column }: End): TextPoint {
  return { line, column };
}
