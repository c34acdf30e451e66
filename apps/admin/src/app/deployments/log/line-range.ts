/** Lines of a log that somebody points at. */
export interface LineRange {
  from: number;
  to: number;
}

const MOST_DIGITS = 9;
const FRAGMENT = new RegExp(`^L([1-9]\\d{0,${MOST_DIGITS}})(?:-L?([1-9]\\d{0,${MOST_DIGITS}}))?$`);
const TYPED = new RegExp(
  `^\\s*([1-9]\\d{0,${MOST_DIGITS}})(?:\\s*[-–]\\s*([1-9]\\d{0,${MOST_DIGITS}}))?\\s*$`,
);

/** `L12`, `L12-L20`: the part of the address that names lines. */
export function rangeOfFragment(fragment: string | null | undefined): LineRange | null {
  return rangeOf(FRAGMENT.exec(fragment ?? ''));
}

/** `12`, `12-20`, as people type it. */
export function rangeOfText(text: string): LineRange | null {
  return rangeOf(TYPED.exec(text));
}

export function fragmentOf({ from, to }: LineRange): string {
  return from === to ? `L${from}` : `L${from}-L${to}`;
}

/** The range between what is picked already and another line. */
export function extended(range: LineRange | null, line: number): LineRange {
  if (!range) return { from: line, to: line };
  return line < range.from ? { from: line, to: range.to } : { from: range.from, to: line };
}

function rangeOf(match: RegExpExecArray | null): LineRange | null {
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2] ?? match[1])];
  return { from: Math.min(first, second), to: Math.max(first, second) };
}
