import { type LogLevelOrNone, type LogSectionView } from '@sdp/protocol';
import { type LogLine } from './log-line';

/** The sections of a log once these lines came to its end. */
export function extended(
  sections: readonly LogSectionView[],
  lines: readonly LogLine[],
): readonly LogSectionView[] {
  const all = [...sections];
  for (const { step, number } of lines) {
    const last = all.at(-1);
    if (last?.step === step) all[all.length - 1] = { ...last, lastLine: number };
    else all.push({ step, firstLine: number, lastLine: number });
  }
  return all;
}

/** How many lines are of each level, these included. */
export function counted(
  levels: Readonly<Record<LogLevelOrNone, number>>,
  lines: readonly LogLine[],
): Readonly<Record<LogLevelOrNone, number>> {
  const counts = { ...levels };
  for (const { level } of lines) counts[level] += 1;
  return counts;
}
