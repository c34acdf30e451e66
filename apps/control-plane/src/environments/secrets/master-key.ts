import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 8;

/**
 * Seals with AES-256-GCM under keys derived from the operator's master key (HKDF-SHA-256). What is sealed opens only
 * for the same `purpose`, so that a box copied to another place is of no use there.
 */
export class MasterKey {
  /** Tells keys apart, and says nothing about the key. */
  readonly id: string;
  private readonly key: Buffer;

  /** @param hex 64 hex digits */
  constructor(hex: string) {
    const secret = Buffer.from(hex, 'hex');
    this.id = derive(secret, 'sdp master key id', KEY_ID_BYTES).toString('hex');
    this.key = derive(secret, 'sdp environment secrets', 32);
  }

  seal(text: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws when the key, the purpose or the box is not the one it was sealed with. */
  open(box: string, purpose: string): string {
    const bytes = Buffer.from(box, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(tag);
    const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  }
}

function derive(secret: Buffer, info: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', info, bytes));
}
