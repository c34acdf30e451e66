import { newToken, secretOf } from './token-text.js';

describe('The text of a token', () => {
  const token = newToken();

  it('begins as every token does, has a fixed length, and letters and digits only', () => {
    const tokens = new Set(Array.from({ length: 200 }, newToken));
    expect(tokens.size).toBe(200);
    for (const one of tokens) expect(one).toMatch(/^sdp_[0-9A-Za-z]{49}$/);
  });

  it('holds 32 bytes', () => {
    for (let n = 0; n < 200; n++) expect(Buffer.from(secretOf(newToken())!, 'base64url')).toHaveLength(32);
    expect(secretOf(token)).toBe(secretOf(token));
    expect(secretOf(token)).not.toBe(secretOf(newToken()));
  });

  it('is known as mistyped by every single change', () => {
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a';
      expect(secretOf(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  it.each([
    ['', ''],
    ['its beginning', token.slice(0, 40)],
    ['a blank after it', `${token} `],
    ['a new line after it', `${token}\n`],
    ['it twice', token + token],
    ['it in capitals', token.toUpperCase()],
    ['a number too large for 256 bits', `sdp_${'z'.repeat(43)}000000`],
  ])('is not %s', (_, text) => {
    expect(secretOf(text)).toBeNull();
  });
});
