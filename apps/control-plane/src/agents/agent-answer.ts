import { type Ack, ERROR_CODES, type WireError } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';

const MAX_MESSAGE_LENGTH = 4_000;

/** Takes an agent's ack apart. An agent is another program: what it sends is checked, not believed. */
export function readAck<T>(ack: Ack<T> | null | undefined): T {
  if (typeof ack === 'object' && ack !== null) {
    if (ack.ok === true) return ack.value;
    if (ack.ok === false) throw errorOf(ack.error);
  }
  throw new DomainError(
    'platform-failure',
    'The agent gave an answer that cannot be read. Check its version.',
  );
}

function errorOf(error: Partial<WireError> | undefined): DomainError {
  const { code, message, details, blame, retryable } = error ?? {};
  const isKnown = ERROR_CODES.some((known) => known === code);
  return new DomainError(
    isKnown && code ? code : 'platform-failure',
    typeof message === 'string' ? message.slice(0, MAX_MESSAGE_LENGTH) : 'The agent failed without a reason.',
    {
      ...(typeof details === 'object' && details !== null ? { details } : {}),
      ...(blame === 'app' || blame === 'platform' ? { blame } : {}),
      ...(typeof retryable === 'boolean' ? { retryable } : {}),
    },
  );
}
