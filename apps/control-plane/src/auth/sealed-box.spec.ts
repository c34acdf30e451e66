import { hashToken, newToken, seal, unseal } from './sealed-box.js';

const CREDENTIALS = { username: 'ada', password: 'grün & geheim' };

describe('The sealed box', () => {
  it('opens with its token and session only', () => {
    const token = newToken();
    const box = seal(CREDENTIALS, token, 'session-1');
    expect(unseal(box, token, 'session-1')).toEqual(CREDENTIALS);
    expect(() => unseal(box, newToken(), 'session-1')).toThrow();
    expect(() => unseal(box, token, 'session-2')).toThrow();
  });

  it('shows nothing of what is in it, and never looks the same twice', () => {
    const token = newToken();
    const box = seal(CREDENTIALS, token, 'session-1');
    expect(Buffer.from(box, 'base64').includes('geheim')).toBe(false);
    expect(seal(CREDENTIALS, token, 'session-1')).not.toBe(box);
  });

  it('notices a changed byte', () => {
    const token = newToken();
    const bytes = Buffer.from(seal(CREDENTIALS, token, 's'), 'base64');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => unseal(bytes.toString('base64'), token, 's')).toThrow();
  });

  it.each(['', 'short', `${'a'.repeat(42)}!`, 'a'.repeat(44), `${'a'.repeat(43)}\n`])(
    'knows no token %j',
    (token) => {
      expect(hashToken(token)).toBeNull();
    },
  );

  it('makes tokens of 32 random bytes', () => {
    const tokens = new Set(Array.from({ length: 100 }, newToken));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });
});
