import { type ErrorCode, type WireError } from '@sdp/protocol';

/** No answer: the wire broke, or the other side took too long. What was sent may or may not have arrived. */
export class LinkDown extends Error {
  override readonly name = 'LinkDown';

  constructor(event: string) {
    super(`no answer to ${event}`);
  }
}

/** The control plane answered with an error. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly error: WireError) {
    super(`${error.code}: ${error.message}`);
  }

  /** The same message will never be taken; sending it again is pointless. */
  get isFinal(): boolean {
    const final: readonly ErrorCode[] = [
      'not-found',
      'stale-epoch',
      'forbidden',
      'conflict',
      'invalid-input',
    ];
    return final.includes(this.error.code);
  }
}
