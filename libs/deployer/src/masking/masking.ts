import { type GitCredentials, MASK, MIN_SECRET_LENGTH, type WireError } from '@sdp/protocol';
import { CUT_MARK } from '../process/line-splitter.js';

/** Replaces secrets in whatever leaves the host: log lines, errors, the output of containers. */
export class Masking {
  /** Longest first: a secret may hold another one. */
  private readonly secrets: readonly string[];

  /** Takes what must not be seen, letter for letter. */
  constructor(secrets: readonly string[]) {
    this.secrets = [...new Set(secrets)]
      .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
      .sort((a, b) => b.length - a.length);
  }

  /**
   * The password as it is, as in a URL, and as in a Basic authorization header; every value as it is, as in a URL, in
   * JSON and in base64, and each of its lines: logs are made of lines.
   */
  static of(credentials: GitCredentials | undefined, values: readonly string[] = []): Masking {
    return new Masking([...formsOfPassword(credentials), ...values.flatMap(formsOfValue)]);
  }

  /** One line, without its line end; or any text. */
  text(text: string): string {
    const masked = this.secrets.reduce(
      (rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, MASK) : rest),
      text,
    );
    return masked.endsWith(CUT_MARK) ? this.withoutCutSecret(masked) : masked;
  }

  error(error: WireError): WireError {
    if (this.secrets.length === 0) return error;
    return this.value(error) as WireError;
  }

  /** A line that was too long may have been cut in the middle of a secret: its beginning is at the end then. */
  private withoutCutSecret(cut: string): string {
    const line = cut.slice(0, -CUT_MARK.length);
    const lengths = this.secrets.map((secret) => lengthOfBeginning(secret, line));
    const length = Math.max(0, ...lengths);
    return length < MIN_SECRET_LENGTH ? cut : line.slice(0, -length) + MASK + CUT_MARK;
  }

  private value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item)]));
  }
}

function formsOfPassword(credentials: GitCredentials | undefined): string[] {
  if (credentials === undefined) return [];
  const { username, password } = credentials;
  return [password, asInUrl(password), base64(`${username}:${password}`)];
}

function formsOfValue(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const texts = [...new Set([value, value.trim(), ...lines])];
  return [...texts.flatMap((text) => [text, asInUrl(text), asInJson(text)]), base64(value)];
}

/** What is half a character has no form in a URL. */
function asInUrl(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function asInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** How many of the first characters of `secret` the line ends with. */
function lengthOfBeginning(secret: string, line: string): number {
  for (let length = Math.min(secret.length, line.length); length > 0; length--) {
    if (line.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
