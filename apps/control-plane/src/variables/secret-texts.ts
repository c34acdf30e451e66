/** A line shorter than this is too common to be masked: it would tear the log apart. */
const MIN_LINE_LENGTH = 8;

/**
 * Every text to mask, so that none of `secrets` shows in a log: logs are read line by line, so the lines of a secret
 * of several lines count, too.
 */
export function textsToMask(secrets: readonly string[]): string[] {
  const texts = secrets.flatMap((secret) => [secret, ...linesOf(secret)]);
  return [...new Set(texts)].filter((text) => text !== '');
}

function linesOf(secret: string): string[] {
  const lines = secret.split(/\r\n?|\n/).map((line) => line.trim());
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= MIN_LINE_LENGTH);
}
