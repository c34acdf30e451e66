import { createHmac } from 'node:crypto';
import { isSignedWith, signatureOf } from './signature.js';

const SECRET = "It's a Secret to Everybody";
const BODY = Buffer.from('Hello World!');
/** The example of https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/, computed by OpenSSL as well. */
const DIGITS = 'a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';

describe('a signature', () => {
  it('is that of the documentation', () => {
    expect(signatureOf(SECRET, BODY)).toBe(`sha256=${DIGITS}`);
    expect(isSignedWith(SECRET, BODY, `sha256=${DIGITS}`)).toBe(true);
    expect(isSignedWith(SECRET, BODY, `sha256=${DIGITS.toUpperCase()}`)).toBe(true);
  });

  it('is over bytes, whatever they are', () => {
    for (const body of [
      Buffer.alloc(0),
      Buffer.from([0xff, 0x00, 0xfe]),
      Buffer.from('ü'),
      Buffer.alloc(1e6),
    ])
      expect(isSignedWith(SECRET, body, signatureOf(SECRET, body))).toBe(true);
  });

  it('counts for its body and its secret only', () => {
    const signature = signatureOf(SECRET, BODY);
    expect(isSignedWith(SECRET, Buffer.from('Hello World'), signature)).toBe(false);
    expect(isSignedWith(SECRET, Buffer.from('Hello World!\n'), signature)).toBe(false);
    expect(isSignedWith(`${SECRET} `, BODY, signature)).toBe(false);
    expect(isSignedWith('', BODY, signature)).toBe(false);
  });

  it.each([
    undefined,
    '',
    'sha256=',
    DIGITS,
    `sha256=${DIGITS.slice(1)}`,
    `sha256=${DIGITS}0`,
    `sha256=${DIGITS}\n`,
    ` sha256=${DIGITS}`,
    `sha256=${'g'.repeat(64)}`,
    `sha1=${createHmac('sha1', SECRET).update(BODY).digest('hex')}`,
    `sha512=${createHmac('sha512', SECRET).update(BODY).digest('hex')}`,
    `sha256=${createHmac('sha256', SECRET).update(BODY).digest('base64')}`,
    `sha256=${'0'.repeat(64)}`,
    `sha256=${'٣'.repeat(64)}`,
    'x'.repeat(100_000),
  ])('is not %j', (signature) => {
    expect(isSignedWith(SECRET, BODY, signature)).toBe(false);
  });

  it('that is missing is not made up for by a body whose signature begins like the filler', () => {
    expect(isSignedWith(SECRET, BODY, `sha256=`)).toBe(false);
  });
});
