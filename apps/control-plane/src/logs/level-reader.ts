import { LOG_LEVELS, type LogLevelOrNone } from '@sdp/protocol';
import { partsAt } from './line-parts.js';
import { continuesMessage, levelOf } from './log-level.js';
import { visibleText } from './visible-text.js';

/** Whoever says how grave a line is says it early. */
const READ_CHARACTERS = 400;
export const LEVELS: readonly LogLevelOrNone[] = ['none', ...LOG_LEVELS];
const LETTERS: Readonly<Record<LogLevelOrNone, string>> = {
  none: '-',
  error: 'e',
  warn: 'w',
  info: 'i',
  debug: 'd',
};

/** Reads the levels of lines that follow each other: the rest of a message is as grave as its first line. */
export class LevelReader {
  private source = '';
  private last: LogLevelOrNone = 'none';

  read(source: string, text: string): LogLevelOrNone {
    const seen = visibleText(text.length > READ_CHARACTERS ? text.slice(0, READ_CHARACTERS) : text);
    const isMore = source === this.source && this.last !== 'none' && continuesMessage(seen);
    if (!isMore) this.last = levelOf(seen);
    this.source = source;
    return this.last;
  }

  /** One letter for each line of a chunk. */
  letters(chunk: string): string {
    let letters = '';
    for (let start = 0; start < chunk.length;) {
      const newline = chunk.indexOf('\n', start);
      const end = newline < 0 ? chunk.length : newline;
      const { step, stream, textAt } = partsAt(chunk, start);
      letters += LETTERS[this.read(`${step} ${stream}`, chunk.slice(textAt, end))];
      start = end + 1;
    }
    return letters;
  }
}
