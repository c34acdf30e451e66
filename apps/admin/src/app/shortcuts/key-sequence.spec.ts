import { KeySequence } from './key-sequence';

describe('KeySequence', () => {
  const sequence = () => new KeySequence(['g s', 'g t', 'n', '?']);
  const typed = (keys: string, pauseMs = 10, keySequence = sequence()) =>
    keys.split('').map((key, index) => keySequence.press(key, 10_000 + index * pauseMs));

  it('takes one key, and two in a row', () => {
    expect(typed('n')).toEqual(['n']);
    expect(typed('gsgt')).toEqual([undefined, 'g s', undefined, 'g t']);
  });

  it('begins anew with a key that does not go on', () => {
    expect(typed('gn')).toEqual([undefined, 'n']);
    expect(typed('ggs')).toEqual([undefined, undefined, 'g s']);
    expect(typed('gxs')).toEqual([undefined, undefined, undefined]);
  });

  it('forgets the first key after a while', () => {
    expect(typed('gs', 5000)).toEqual([undefined, undefined]);
  });
});
