import { MASK, MIN_SECRET_LENGTH } from '@sdp/protocol';

/**
 * Takes secrets out of text. Agents mask what a container was started with as a secret; this knows what became one
 * since. A secret of several lines is looked for line by line, since output comes in lines.
 */
export class SecretMask {
  /** Longest first: a secret that is part of another must not spoil it. */
  private readonly secrets: readonly string[];

  constructor(secrets: readonly string[]) {
    const lines = secrets.flatMap((secret) => secret.split(/\r?\n/)).map((line) => line.trim());
    const distinct = [...new Set(lines)].filter((line) => line.length >= MIN_SECRET_LENGTH);
    this.secrets = distinct.sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    return this.secrets.reduce(
      (masked, secret) => (masked.includes(secret) ? masked.replaceAll(secret, MASK) : masked),
      text,
    );
  }

  lines<T extends { text: string }>(lines: readonly T[]): T[] {
    return lines.map((line) => ({ ...line, text: this.text(line.text) }));
  }
}
