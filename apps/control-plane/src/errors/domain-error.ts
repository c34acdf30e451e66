import { type Blame, type ErrorCode, type WireError } from '@sdp/protocol';

export interface DomainErrorOptions {
  details?: Readonly<Record<string, unknown>>;
  blame?: Blame;
  retryable?: boolean;
}

/** What every refusal is thrown as. The message says what happened, to what, and what to do next. Knows no HTTP. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: DomainErrorOptions = {},
  ) {
    super(message);
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, ...this.options };
  }
}

/** Not there and not yours look the same from outside. */
export function notFound(what: string): DomainError {
  return new DomainError('not-found', `There is no such ${what}, or it is not yours. Reload the list.`);
}
