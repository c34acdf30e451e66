import { MasterKey } from './master-key.js';

const HEX = '8f1d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20';
const OTHER_HEX = HEX.replace('8f', '9f');

describe('A master key', () => {
  const key = new MasterKey(HEX);

  it.each(['', 'hunter2', 'ß漢🙂\n\u0000', 'x'.repeat(32_768)])('opens what it sealed', (text) => {
    expect(key.open(key.seal(text, 'a b'), 'a b')).toBe(text);
    expect(new MasterKey(HEX).open(key.seal(text, 'a b'), 'a b')).toBe(text);
  });

  it('never seals the same text to the same box, and shows nothing of it', () => {
    const boxes = Array.from({ length: 50 }, () => key.seal('hunter2', 'a b'));
    expect(new Set(boxes).size).toBe(50);
    expect(Buffer.from(boxes[0]!, 'base64').toString('latin1')).not.toContain('hunter2');
  });

  it('opens nothing for another purpose, under another key, changed or cut short', () => {
    const box = key.seal('hunter2', 'a b');
    const bytes = Buffer.from(box, 'base64');
    bytes[bytes.length - 1]! ^= 1;
    for (const open of [
      () => key.open(box, 'a c'),
      () => new MasterKey(OTHER_HEX).open(box, 'a b'),
      () => key.open(bytes.toString('base64'), 'a b'),
      () => key.open(box.slice(0, 20), 'a b'),
      () => key.open('', 'a b'),
    ])
      expect(open).toThrow();
  });

  it('is known by an id that says nothing about it', () => {
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    expect(new MasterKey(HEX).id).toBe(key.id);
    expect(new MasterKey(OTHER_HEX).id).not.toBe(key.id);
    expect(HEX).not.toContain(key.id);
  });
});
