import { type GitCredentials, type WireError } from '@sdp/protocol';

const MASK = '***';
/** Shorter ones would tear ordinary words apart, and are no secrets worth the name. */
const MIN_SECRET_LENGTH = 4;

/** Replaces secrets in whatever leaves the agent: log lines and errors. */
export class Masking {
  private readonly secrets: readonly string[];

  constructor(secrets: readonly string[]) {
    this.secrets = [...new Set(secrets)]
      .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
      .sort((a, b) => b.length - a.length);
  }

  /** The password as it is, as in a URL, and as in a Basic authorization header. */
  static of(credentials: GitCredentials | undefined): Masking {
    if (credentials === undefined) return new Masking([]);
    const { username, password } = credentials;
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    return new Masking([password, encodeURIComponent(password), basic]);
  }

  text(text: string): string {
    return this.secrets.reduce(
      (masked, secret) => (masked.includes(secret) ? masked.replaceAll(secret, MASK) : masked),
      text,
    );
  }

  error(error: WireError): WireError {
    if (this.secrets.length === 0) return error;
    return this.value(error) as WireError;
  }

  private value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item)]));
  }
}
