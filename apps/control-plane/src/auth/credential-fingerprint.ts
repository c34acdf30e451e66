import { createHmac, randomBytes } from 'node:crypto';
import { type GitCredentials } from '@sdp/protocol';

/** Of this process only: a fingerprint says nothing to anybody else. */
const KEY = randomBytes(32);

/** Tells credentials apart without keeping them. */
export function fingerprintOf({ username, password }: GitCredentials): string {
  return createHmac('sha256', KEY)
    .update(JSON.stringify([username, password]))
    .digest('base64');
}
