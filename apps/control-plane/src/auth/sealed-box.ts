import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { type GitCredentials } from '@sdp/protocol';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 32 random bytes; all that opens a session and its credentials. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database knows of a token; null for what cannot be one. */
export function hashToken(token: string): string | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null;
}

/** AES-256-GCM under HKDF-SHA-256 of the token, bound to the session it was made for. */
export function seal(credentials: GitCredentials, token: string, sessionId: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token, sessionId), nonce);
  cipher.setAAD(Buffer.from(sessionId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws when the token, the session or the box is not the one it was sealed with. */
export function unseal(box: string, token: string, sessionId: string): GitCredentials {
  const bytes = Buffer.from(box, 'base64');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(token, sessionId), nonce);
  decipher.setAAD(Buffer.from(sessionId));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(opened.toString('utf8')) as GitCredentials;
}

function keyOf(token: string, sessionId: string): Buffer {
  const secret = Buffer.from(token, 'base64url');
  return Buffer.from(hkdfSync('sha256', secret, sessionId, 'sdp session credentials', 32));
}
