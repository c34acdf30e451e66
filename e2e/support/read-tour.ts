/** One command of the tour, and what its output has to hold. */
export interface TourStep {
  command: string;
  /** From the `# →` lines after it. */
  shows: string[];
}

/** The commands of every `sh` block of one section of a Markdown text, in order. */
export function readTour(markdown: string, title: string): TourStep[] {
  const [, section = ''] = markdown.split(`\n## ${title}\n`);
  const own = section.split('\n## ', 1)[0] ?? '';
  return [...own.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => stepsIn(block));
}

/** A command goes on after a backslash at its end; a comment that shows nothing explains, and is passed over. */
function stepsIn(block: string): TourStep[] {
  const steps: TourStep[] = [];
  let isContinued = false;
  for (const line of block.split('\n')) {
    const last = steps.at(-1);
    const [, shown] = /^# → (.+)$/.exec(line) ?? [];
    if (shown !== undefined) last?.shows.push(shown);
    else if (isContinued && last) last.command += `\n${line}`;
    else if (line.trim() !== '' && !line.startsWith('#')) steps.push({ command: line, shows: [] });
    isContinued = line.endsWith('\\');
  }
  return steps;
}
