import { type Blame, type ErrorCode, type WireError } from '@sdp/protocol';

/**
 * What every failure in the deployer is thrown as. `message` says what happened, to what, and what to do next.
 * `blame`: `app` when the deployed repository must change, `platform` when the host or its set-up must.
 * `retryable`: the same request may succeed when tried again unchanged.
 */
export class DeployError extends Error {
  override readonly name = 'DeployError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly blame: Blame,
    readonly retryable = false,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  toWire(): WireError {
    const { code, message, blame, retryable, details } = this;
    return { code, message, blame, retryable, ...(Object.keys(details).length > 0 ? { details } : {}) };
  }
}

/** Nothing is known then, not even that something is gone. */
export function isEngineAway(error: unknown): boolean {
  return error instanceof DeployError && error.code === 'engine-unreachable';
}
