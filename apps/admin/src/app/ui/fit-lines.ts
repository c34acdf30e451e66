export interface Lines {
  /** Pixels of one line. */
  room: number;
  lines: number;
  gap: number;
  /** Of what stands at the end and counts those that do not fit. */
  counter: number;
}

/** How many of these widths fit, one after the other; where not all do, the counter fits behind them. At least one. */
export function fitting(widths: readonly number[], { room, lines, gap, counter }: Lines): number {
  const fits = (all: readonly number[]) => linesOf(all, room, gap) <= lines;
  if (fits(widths)) return widths.length;
  let count = widths.length - 1;
  while (count > 1 && !fits([...widths.slice(0, count), counter])) count -= 1;
  return Math.max(1, count);
}

function linesOf(widths: readonly number[], room: number, gap: number): number {
  let [lines, used] = [1, 0];
  for (const width of widths) {
    const next = used === 0 ? width : used + gap + width;
    if (next <= room || used === 0) used = next;
    else [lines, used] = [lines + 1, width];
  }
  return lines;
}
