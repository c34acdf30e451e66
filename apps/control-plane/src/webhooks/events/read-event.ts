import { readCloudEvent } from './bitbucket-cloud.js';
import { readServerEvent } from './bitbucket-server.js';
import { type HostEvent } from './host-event.js';
import { Payload, UnreadablePayload } from './payload.js';

/** Bitbucket Cloud and Bitbucket Server never use the same key for an event, so the key says who calls. */
export function readEvent(key: string, body: Buffer): HostEvent {
  try {
    const payload = new Payload(JSON.parse(body.toString('utf8')));
    return readCloudEvent(key, payload) ?? readServerEvent(key, payload) ?? unknown('is nothing to act on');
  } catch (error) {
    if (error instanceof UnreadablePayload) return unknown(`cannot be read: ${error.message}`);
    if (error instanceof SyntaxError) return unknown('cannot be read: the body is no JSON');
    throw error;
  }
}

function unknown(why: string): HostEvent {
  return { kind: 'unknown', why };
}
