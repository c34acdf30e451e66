import { looksLikeDotEnv, parseDotEnv } from './dot-env';

const parsed = (text: string) =>
  Object.fromEntries(parseDotEnv(text).map(({ name, value }) => [name, value]));

describe('parseDotEnv', () => {
  it('reads names and values, whatever the line ends are', () => {
    expect(parsed('A=1\r\nB = two words \nC=')).toEqual({ A: '1', B: 'two words', C: '' });
  });

  it('leaves out comments and lines that are no assignment', () => {
    expect(parsed('# A=1\n\nnonsense\n#B=2\nC=3 # why')).toEqual({ C: '3' });
  });

  it('keeps a # inside quotes and inside a word', () => {
    expect(parsed(`A='x # y'\nB="p # q" # why\nC=a#b`)).toEqual({ A: 'x # y', B: 'p # q', C: 'a#b' });
  });

  it('understands export, escapes in double quotes, and none in single ones', () => {
    expect(parsed('export A="one\\ntwo \\"three\\""\nB=\'one\\ntwo\'')).toEqual({
      A: 'one\ntwo "three"',
      B: 'one\\ntwo',
    });
  });

  it('takes everything after the first = as the value', () => {
    expect(parsed('URL=http://x/?a=b')).toEqual({ URL: 'http://x/?a=b' });
  });

  it('lets the last of equal names win', () => {
    expect(parseDotEnv('A=1\nA=2')).toEqual([{ name: 'A', value: '2' }]);
  });
});

describe('looksLikeDotEnv', () => {
  it('tells a file from a single value', () => {
    expect(looksLikeDotEnv('A=1')).toBe(true);
    expect(looksLikeDotEnv('# mine\nA=1')).toBe(true);
    expect(looksLikeDotEnv('http://host/?a=b')).toBe(false);
    expect(looksLikeDotEnv('plain')).toBe(false);
  });
});
