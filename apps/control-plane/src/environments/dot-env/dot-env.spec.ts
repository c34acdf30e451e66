import { parse } from 'dotenv';
import { choiceOf, seeded } from '../../../test/seeded.js';
import { toDotEnv } from './dot-env-text.js';
import { parseDotEnv } from './dot-env.js';

const valuesOf = (text: string) => Object.fromEntries(parseDotEnv(text).values);
const problemsOf = (text: string) =>
  parseDotEnv(text).problems.map(({ line, message }) => `${line} ${message}`);

describe('A .env file', () => {
  it('is read with comments, quotes, escapes, several lines, export, CRLF and a byte order mark', () => {
    const text = [
      '\uFEFF# the shop',
      '',
      'PLAIN=value',
      'export EXPORTED=yes',
      '  SPACED = some words  # and a comment',
      'EMPTY=',
      'ONLY_COMMENT= # nothing',
      `SINGLE='it is #1: \\n $HOME "x"'`,
      'DOUBLE="one\\ntwo\\t\\"three\\" \\\\ \\$HOME \\d"',
      'BACKTICK=`it\'s "both"`',
      'KEY="-----BEGIN KEY-----',
      '# no comment',
      '-----END KEY-----" # a comment',
      'JSON={"a": "b"}',
      'EQUALS=a=b==',
      'orders_url=https://ocp.example.com/orders?a=b',
      '\t# the end',
    ].join('\r\n');
    expect(problemsOf(text)).toEqual([]);
    expect(valuesOf(text)).toEqual({
      PLAIN: 'value',
      EXPORTED: 'yes',
      SPACED: 'some words',
      EMPTY: '',
      ONLY_COMMENT: '',
      SINGLE: 'it is #1: \\n $HOME "x"',
      DOUBLE: 'one\ntwo\t"three" \\ $HOME \\d',
      BACKTICK: `it's "both"`,
      KEY: '-----BEGIN KEY-----\n# no comment\n-----END KEY-----',
      JSON: '{"a": "b"}',
      EQUALS: 'a=b==',
      orders_url: 'https://ocp.example.com/orders?a=b',
    });
  });

  it.each([
    ['a line that is no assignment', 'A=1\njust words\nB=2', [expect.stringMatching(/^2 is neither/)]],
    ['a bad name', 'A=1\n\n1BAD=2', [expect.stringMatching(/^3 has a name/)]],
    ['a name with a dot', 'a.b=1', [expect.stringMatching(/^1 has a name/)]],
    ['a reserved name', '__proto__=1', [expect.stringMatching(/^1 has a name/)]],
    ['a name that comes twice', 'A=1\nB=2\nA=3', [expect.stringMatching(/^3 names A again.* line 1 /)]],
    ['a # that would cut the value off', 'A=s3cret#1', [expect.stringMatching(/^1 has a # within/)]],
    ['a quote that stays open', 'A=1\nB="two\nC=3', [expect.stringMatching(/^2 opens a "/)]],
    ['text after a quote', `A='it's'`, [expect.stringMatching(/^1 has text after the closing '/)]],
    ['a NUL', 'A=a\0b', [expect.stringMatching(/^1 has a bad value/)]],
    ['a value that is too long', `A=${'x'.repeat(32_769)}`, [expect.stringMatching(/^1 has a bad value/)]],
    ['no name', '=1', [expect.stringMatching(/^1 is neither/)]],
    ['YAML', 'A: 1', [expect.stringMatching(/^1 is neither/)]],
  ])('names the line of %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('names every bad line at once, and those after a value of several lines rightly', () => {
    const text = 'A="1\n2\n3"\nbad\nB=`4\n5`\nalso bad';
    expect(problemsOf(text).map((problem) => problem[0])).toEqual(['4', '7']);
  });

  it('never quotes what may be a secret', () => {
    const secret = 'hunter2hunter2';
    const text = `${secret}\nA="${secret}\nB=${secret}#\nC='${secret}'${secret}\nexport ${secret}\nsk-${secret}==`;
    expect(problemsOf(text).length).toBeGreaterThan(3);
    expect(problemsOf(text).join()).not.toContain(secret);
  });

  it('reads what the npm package dotenv reads, wherever that reads without a loss', () => {
    const text = [
      'A=1',
      'export B=two words',
      `C='single \\n $D'`,
      'D="double\\nline"',
      'E="several',
      'lines"',
      'F=`back tick`',
      'G=a "quoted" word',
      'H= # empty',
      'I=x # comment',
      'J=C:\\temp',
    ].join('\n');
    expect(valuesOf(text)).toEqual({ ...parse(text) });
  });

  it('gives every value back as it was', () => {
    const random = seeded(20_261_123);
    for (let round = 0; round < 400; round++) {
      const values = Array.from({ length: 8 }, (_, index) => ({ name: `V${index}`, value: aValue(random) }));
      const text = toDotEnv('shop', values);
      const { values: read, problems } = parseDotEnv(text);
      expect(problems).toEqual([]);
      expect([...read].map(([name, value]) => ({ name, value }))).toEqual(values);
      expect(parseDotEnv(text.replaceAll('\n', '\r\n')).values).toEqual(read);
    }
  });

  it('is written with secrets as comments', () => {
    const text = toDotEnv('shop', [
      { name: 'A', value: 'one two' },
      { name: 'KEY', value: null },
    ]);
    expect(text).toBe(`# Environment shop\nA='one two'\n# KEY= (secret, not exported)\n`);
    expect(valuesOf(text)).toEqual({ A: 'one two' });
  });
});

const PIECES = [
  ...`'"\`\\$#={}[]()<>|&;:,.!?*~^%@+-_/ \t\n\r`,
  ...'abcXYZ019äß漢🙂\u2028\uFEFF',
  '${HOME}',
  '$(id)',
  '\\n',
  "\\'",
  '\r\n',
  ' # ',
  'export ',
  'A=1\nB=2',
];

function aValue(random: (limit: number) => number): string {
  return Array.from({ length: random(12) }, () => choiceOf(random, PIECES)).join('');
}
