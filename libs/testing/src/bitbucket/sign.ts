import { createHmac, randomUUID } from 'node:crypto';
import { type HostPayload } from './payloads.js';

/** A request as Bitbucket makes it: the body as text, and the headers that go with it. */
export interface SignedRequest {
  body: string;
  headers: Record<string, string>;
}

export interface SignWish {
  requestId?: string;
  /** How the id's header is called: Cloud says UUID, Server says Id. */
  idHeader?: 'x-request-uuid' | 'x-request-id';
}

export function signed({ eventKey, body }: HostPayload, secret: string, wish: SignWish = {}): SignedRequest {
  const { requestId = randomUUID(), idHeader = 'x-request-uuid' } = wish;
  const text = JSON.stringify(body);
  return {
    body: text,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-event-key': eventKey,
      'x-hub-signature': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
      [idHeader]: requestId,
    },
  };
}
