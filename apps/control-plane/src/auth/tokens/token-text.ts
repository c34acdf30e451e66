import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { TOKEN_PREFIX } from '@sdp/protocol';

/** Letters and digits only: a double click selects all of it, and nothing has to be escaped anywhere. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
/** As many digits of base 62 as 256 and 32 bits need. */
const SECRET_DIGITS = 43;
const CHECK_DIGITS = 6;
const TOKEN = new RegExp(`^${TOKEN_PREFIX}([0-9A-Za-z]{${SECRET_DIGITS}})([0-9A-Za-z]{${CHECK_DIGITS}})$`);

/**
 * `sdp_`, 256 random bits, and a checksum of both (CRC-32), all in base 62: scanners find leaked ones without guessing,
 * and a mistyped one is known as such without asking the database.
 */
export function newToken(): string {
  const body =
    TOKEN_PREFIX + inBase62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_DIGITS);
  return body + checksumOf(body);
}

/** The random bytes, base64url; null for what is no token. */
export function secretOf(token: string): string | null {
  const [, digits = '', checksum] = TOKEN.exec(token) ?? [];
  if (checksum !== checksumOf(TOKEN_PREFIX + digits)) return null;
  const hex = fromBase62(digits)
    .toString(16)
    .padStart(2 * SECRET_BYTES, '0');
  return hex.length > 2 * SECRET_BYTES ? null : Buffer.from(hex, 'hex').toString('base64url');
}

function checksumOf(text: string): string {
  return inBase62(BigInt(crc32(text)), CHECK_DIGITS);
}

function inBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text.padStart(length, DIGITS[0]);
}

function fromBase62(text: string): bigint {
  return [...text].reduce((value, digit) => value * 62n + BigInt(DIGITS.indexOf(digit)), 0n);
}
