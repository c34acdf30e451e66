import { SecretMask } from './secret-mask.js';

describe('The secret mask', () => {
  it.each<[string[], string, string]>([
    [['hunter2'], 'password is hunter2, really hunter2', 'password is ***, really ***'],
    [['abcd', 'abcdefgh'], 'abcdefgh and abcd', '*** and ***'],
    [['first line\nsecond line'], 'got: second line', 'got: ***'],
    [['abc', ''], 'abc stays, as do empty ones', 'abc stays, as do empty ones'],
    [['a.*b$&'], 'it is a.*b$& literally', 'it is *** literally'],
    [[], 'nothing to hide', 'nothing to hide'],
  ])('with %j turns %j into %j', (secrets, text, masked) => {
    expect(new SecretMask(secrets).text(text)).toBe(masked);
  });

  it('keeps everything else of a line', () => {
    const line = { at: '2026-11-23T13:00:00Z', stream: 'out' as const, text: 'hunter2' };
    expect(new SecretMask(['hunter2']).lines([line])).toEqual([{ ...line, text: '***' }]);
  });
});
