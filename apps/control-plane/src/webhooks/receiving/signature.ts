import { createHmac, timingSafeEqual } from 'node:crypto';

const FORM = /^sha256=([0-9a-f]{64})$/i;

/** `X-Hub-Signature` of a body under a secret, as Bitbucket Cloud and Bitbucket Server make it. */
export function signatureOf(secret: string, body: Buffer): string {
  return `sha256=${hmac(secret, body).toString('hex')}`;
}

/** Takes as long for a wrong signature as for the right one. */
export function isSignedWith(secret: string, body: Buffer, signature: string | undefined): boolean {
  const digits = FORM.exec(signature ?? '')?.[1] ?? '0'.repeat(64);
  const isEqual = timingSafeEqual(Buffer.from(digits, 'hex'), hmac(secret, body));
  return isEqual && FORM.test(signature ?? '');
}

function hmac(secret: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}
