import Anser from 'anser';
import { legibleOn, type Rgb, rgbText } from './colours';

/** A stretch of text in one style. `classes` come from a fixed list, colours are `rgb(…)` made from three numbers. */
export interface Span {
  text: string;
  classes: string;
  color: string | null;
  background: string | null;
  /** What is searched for. */
  isMatch: boolean;
}

type Decoration = ReturnType<typeof Anser.ansiToJson>[number]['decorations'][number];

/** Blinking is tiring and hidden text misleads: neither is shown as such. */
const CLASSES: Readonly<Partial<Record<Decoration, string>>> = {
  bold: 'bold',
  dim: 'dim',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strike',
};

/** Cuts a line that has only text and colours in it into its spans. */
export function ansiSpans(line: string): Span[] {
  if (!line.includes('\x1b')) return line === '' ? [] : [plain(line)];
  return Anser.ansiToJson(line, { json: true, remove_empty: true }).map(
    ({ content, fg, bg, decorations }) => {
      const background = parse(bg);
      const foreground = parse(fg);
      const color = foreground || background ? legibleOn(background, foreground) : null;
      return {
        text: content,
        classes: decorations.map((name) => CLASSES[name] ?? '').join(' '),
        color: color && rgbText(color),
        background: background && rgbText(background),
        isMatch: false,
      };
    },
  );
}

/** The spans of the characters from `from` up to `to`. */
export function sliceSpans(spans: Span[], from: number, to: number): Span[] {
  const slice: Span[] = [];
  let start = 0;
  for (const span of spans) {
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (text !== '') slice.push({ ...span, text });
    start += span.text.length;
  }
  return slice;
}

function plain(text: string): Span {
  return { text, classes: '', color: null, background: null, isMatch: false };
}

function parse(numbers: string | null): Rgb | null {
  const match = /^(\d{1,3}), ?(\d{1,3}), ?(\d{1,3})$/.exec(numbers ?? '');
  return match && [byte(match[1]), byte(match[2]), byte(match[3])];
}

function byte(digits: string | undefined): number {
  return Math.min(255, Number(digits));
}
