import { textsToMask } from './secret-texts.js';

describe('The texts to mask', () => {
  it('are the secrets, each once', () => {
    expect(textsToMask(['hunter2', 'hunter2', '', 'other'])).toEqual(['hunter2', 'other']);
  });

  it('are their lines, too, since a log has one line after the other', () => {
    const key = '-----BEGIN KEY-----\r\nMIIEpAIBAAKC\nok\n-----END KEY-----\n';
    expect(textsToMask([key])).toEqual([key, '-----BEGIN KEY-----', 'MIIEpAIBAAKC', '-----END KEY-----']);
  });
});
