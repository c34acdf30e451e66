import { byteText } from './byte-text';

describe('byteText', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1536, '1.5 KiB'],
    [64 * 1024 ** 2, '64 MiB'],
    [18.4 * 1024 ** 3, '18 GiB'],
  ])('says %p as %p', (bytes, text) => expect(byteText(bytes)).toBe(text));
});
