import { type DeploymentStep } from './deployment-states.js';

/**
 * One line of a deployment's log, the same bytes in the agent's spool, in the control plane's file, on the
 * browser's socket and in a download:
 *
 *     2026-11-23T13:10:11.123Z build out text of the line\n
 *     ^ agent's clock, UTC      ^ step ^ stream
 *
 * UTF-8; invalid bytes are replaced when the line is read from the child process. A position in a log is a byte
 * offset into this text. A chunk always ends at a line's end.
 */
export type LogStream = 'out' | 'err' | 'sdp';
export const LOG_STREAMS = ['out', 'err', 'sdp'] as const;
export type LogSource = DeploymentStep | 'deploy';

/** How grave a line is, as far as it says so itself; the control plane reads it out of the text. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
/** Lines that say nothing about it are `none`. */
export type LogLevelOrNone = LogLevel | 'none';

/** Longest text of one line in bytes; the rest is cut and marked. */
export const MAX_LOG_LINE_BYTES = 16 * 1024;
/** Largest log of one deployment in bytes, two million lines of 120; one marking line ends it. */
export const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** Largest chunk on a socket in bytes. */
export const MAX_LOG_CHUNK_BYTES = 256 * 1024;

/** What stands in a text where a secret was. */
export const MASK = '***';
/** Shorter secrets are not masked: they would tear ordinary words apart, and are no secrets worth the name. */
export const MIN_SECRET_LENGTH = 4;
