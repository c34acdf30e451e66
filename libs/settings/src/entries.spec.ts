import { hostPatternOf, masterKeyOf, networkOf, personOf } from './entries.js';

const KEY = '8f1d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20';

describe('Entries of the configuration', () => {
  it.each(['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'])('take the network %s', (text) => {
    expect(networkOf(text)).toBe(text);
  });

  it.each(['10.0.0.0/40', '10.0.0.256', 'proxy.example.com', '*'])('refuse the network %s', (text) => {
    expect(() => networkOf(text)).toThrow(text);
  });

  it.each(['Orders.example.com', '*.example.com', 'localhost', '10.0.0.0/8', '::1'])(
    'take the host pattern %s',
    (text) => {
      expect(hostPatternOf(text)).toBe(text.toLowerCase());
    },
  );

  it.each(['*', '*.', 'a..b', 'http://a', '-a.com', '999.1.1.1', 'a.*.com', 'a/b'])(
    'refuse the host pattern %s',
    (text) => {
      expect(() => hostPatternOf(text)).toThrow();
    },
  );

  it.each(['a b', 'a:b', 'x'.repeat(101)])('refuse the name %s', (text) => {
    expect(() => personOf(text)).toThrow();
  });

  it('takes a master key, in any case of letters', () => {
    expect(masterKeyOf(KEY.toUpperCase())).toBe(KEY);
  });

  it.each([
    KEY.slice(1),
    `${KEY}0`,
    'z'.repeat(64),
    '0'.repeat(64),
    '0123456789abcdef'.repeat(4),
    KEY.slice(0, 32).repeat(2),
  ])('refuses the master key %s and does not repeat it', (key) => {
    expect(() => masterKeyOf(key)).toThrow(/openssl/);
    expect(() => masterKeyOf(key)).not.toThrow(key);
  });
});
