import { type TokenView } from '@sdp/protocol';
import { someOf } from '../names/listing';
import { type Question } from '../ui/confirm-dialog';
import { agoText } from '../ui/time-text';

/** Says what stops working; what is over already only leaves the list, and asks for no name. */
export function revocationOf(
  { name, state, scopes, lastUsedAt, lastUsedFrom }: TokenView,
  now: number,
): Question {
  const question = { heading: `Revoke “${name}”?`, action: 'Revoke the token' };
  if (state !== 'active')
    return { ...question, text: 'It is over already, and nothing can use it. It only leaves this list.' };
  return {
    ...question,
    text: 'This cannot be undone: whatever needs it gets a new token. What goes:',
    goes: [
      lastUsedAt
        ? `the access of what uses it: last ${agoText(lastUsedAt, now)}, from ${lastUsedFrom ?? 'an unknown address'}`
        : 'its access, which nothing has used yet',
      `what it may: ${someOf(scopes)}`,
      'its open connections, at once',
      'your git credentials that are sealed with it',
    ],
    stays: ['what was done with it, and the audit of that'],
    typeToConfirm: name,
  };
}
