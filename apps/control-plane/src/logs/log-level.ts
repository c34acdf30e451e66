import { type LogLevel, type LogLevelOrNone } from '@sdp/protocol';

/** Words of the usual loggers (syslog, Log4j, Monolog, Zap, pino), in capitals. */
const WORDS: Readonly<Record<string, LogLevel>> = {
  EMERGENCY: 'error',
  EMERG: 'error',
  ALERT: 'error',
  CRITICAL: 'error',
  CRIT: 'error',
  FATAL: 'error',
  PANIC: 'error',
  SEVERE: 'error',
  ERROR: 'error',
  ERR: 'error',
  WARNING: 'warn',
  WARN: 'warn',
  NOTICE: 'info',
  INFO: 'info',
  DEBUG: 'debug',
  TRACE: 'debug',
};
const ANY_WORD = Object.keys(WORDS).join('|');

/** `2026/11/23 13:10:11 ERROR …`, `[ERROR] …`, `[13:10] app.ERROR: …`: in capitals, after nothing but a time or a name. */
const CAPITALS = new RegExp(
  `^[\\d\\s:.,TZ+\\-/|()[\\]]{0,60}(?:\\[?\\w{1,40}[.\\]] ?)?\\[?(${ANY_WORD})\\b(?!=)`,
);
/** `error: …`, `npm WARN …`, `PHP Fatal error:  …`, `panic: …`. */
const OPENING =
  /^(?:npm (ERR!|error\b|WARN|warn\b|notice\b)|(?:PHP )?(?:Uncaught )?(fatal(?: error)?|parse error|error|panic|warning|warn|notice|deprecated|info|debug)(?:\[\w+\])?: )/i;
/** Apache: `[Mon Nov 23 13:10:11.123 2026] [php:error] [pid 7] …`. */
const APACHE = /^\[[^\]]{10,40}\] \[\w*:(emerg|alert|crit|error|warn|notice|info|debug|trace\d)\]/;
/** `level=warn`, `"level":"error"`, and pino's numbers. */
const FIELD = /(?:^|[\s{,])"?(?:level|lvl|severity)"?\s?[:=]\s?"?(\d\d\b|[a-z]{3,9})/i;
/** What compilers and linters say of a place in a file. */
const PLACE = /^\S+\.\w{1,5}:\d+:\d+: (warning|note)?/;
/** A failed test of Go, a traceback of Python, an exception that nobody caught. */
const FAILURE =
  /^(?:--- FAIL: |FAIL\b|Traceback \(most recent call last\)|(?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception)(?:: |$))/;
/** Part of the message or stack trace above it. */
const CONTINUATION = /^(?:\t| {2,}|#\d+ )/;

/**
 * How grave a line is, by what it says at the usual places. Careful: a line that only mentions an error says nothing,
 * and neither does the stream, since many programs report their progress on stderr.
 */
export function levelOf(text: string): LogLevelOrNone {
  const capitals = CAPITALS.exec(text)?.[1];
  if (capitals) return WORDS[capitals] ?? 'none';
  const [opening, npm, word] = OPENING.exec(text) ?? [];
  if (opening) return ofWord((npm ?? word ?? '').replace('!', ''));
  const apache = text.startsWith('[') && APACHE.exec(text)?.[1];
  if (apache) return ofWord(apache);
  const place = PLACE.exec(text);
  if (place) return place[1] === 'warning' ? 'warn' : place[1] === 'note' ? 'info' : 'error';
  if (FAILURE.test(text)) return 'error';
  return ofField(text);
}

/** Whether a line belongs to the message of the line above it. */
export function continuesMessage(text: string): boolean {
  return CONTINUATION.test(text);
}

function ofField(text: string): LogLevelOrNone {
  if (!text.includes('evel') && !text.includes('everity') && !text.includes('lvl')) return 'none';
  const value = FIELD.exec(text)?.[1];
  if (value === undefined) return 'none';
  const number = Number(value);
  if (Number.isNaN(number)) return ofWord(value);
  return number >= 50 ? 'error' : number >= 40 ? 'warn' : number >= 30 ? 'info' : 'debug';
}

function ofWord(word: string): LogLevelOrNone {
  const upper = word.toUpperCase();
  if (upper === 'DEPRECATED') return 'warn';
  if (upper.endsWith(' ERROR')) return 'error';
  return WORDS[upper.replace(/\d$/, '')] ?? 'none';
}
