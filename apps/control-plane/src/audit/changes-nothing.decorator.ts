import { SetMetadata } from '@nestjs/common';

const CHANGES_NOTHING = 'sdp:changesNothing';

/** On a route whose body is too large for an address, and that only answers: the audit trail has nothing to say of it. */
export const ChangesNothing = () => SetMetadata(CHANGES_NOTHING, true);

export function changesNothing(handler: object): boolean {
  return Reflect.getMetadata(CHANGES_NOTHING, handler) === true;
}
