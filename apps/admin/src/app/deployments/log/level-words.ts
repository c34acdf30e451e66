import { type LogLevelOrNone } from '@sdp/protocol';

/** The levels as the view offers them, gravest first. */
export const LOG_LEVELS_OF_VIEW: readonly { level: LogLevelOrNone; word: string }[] = [
  { level: 'error', word: 'Errors' },
  { level: 'warn', word: 'Warnings' },
  { level: 'info', word: 'Info' },
  { level: 'debug', word: 'Debug' },
  { level: 'none', word: 'Other' },
];
