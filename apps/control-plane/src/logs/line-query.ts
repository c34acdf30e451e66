import { type LogLevelOrNone, type LogStream } from '@sdp/protocol';
import { type LineIndex } from './line-index.js';
import { type LineSet } from './line-set.js';

/** Which lines are wanted; what is left out does not matter. */
export interface LineQuery {
  text?: string;
  matchCase?: boolean;
  level?: readonly LogLevelOrNone[];
  stream?: readonly LogStream[];
  step?: readonly string[];
}

/** Puts lines into the set that are wanted by their level, stream and step: the index knows these. */
export function markWanted(index: LineIndex, query: LineQuery, from: number, to: number, set: LineSet): void {
  for (const { step, firstLine, lastLine } of index.sections) {
    if (query.step && !query.step.includes(step)) continue;
    const last = Math.min(to, lastLine);
    for (let line = Math.max(from, firstLine); line <= last; line++)
      if (isWanted(index, query, line)) set.add(line);
  }
}

function isWanted(index: LineIndex, { level, stream }: LineQuery, line: number): boolean {
  return (
    (!level || level.includes(index.levelOf(line))) && (!stream || stream.includes(index.streamOf(line)))
  );
}
