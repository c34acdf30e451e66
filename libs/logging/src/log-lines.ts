import { type LoggerOptions, stdTimeFunctions } from 'pino';
import { logContext } from './log-context.js';

/** Nothing like that is ever logged on purpose; an error of a library may carry it along. */
const NEVER = ['credentials', 'password', 'token', 'authorization', 'cookie', 'headers', 'env'];

/**
 * How every program logs: one JSON object per line, `time` in ISO 8601, `level` as a word, what it is about
 * (`logContext`), `context` (the class) and `msg`. pino escapes control characters in whatever it is given.
 * @param always what every line of this process says
 */
export function logLines(level: string, always: Readonly<Record<string, string>>): LoggerOptions {
  return {
    level,
    base: { ...always },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => ({ ...logContext() }),
    redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
  };
}
