import { MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { Masking } from './masking.js';
import { CUT_MARK, LineSplitter } from '../process/line-splitter.js';

const masking = Masking.of({ username: 'ada', password: 'p@ss/w0rd' });

describe('masking', () => {
  it.each([
    ['as it is', 'fatal: p@ss/w0rd!'],
    ['in a URL', 'https://ada:p%40ss%2Fw0rd@git.test'],
    ['in an authorization header', `Basic ${Buffer.from('ada:p@ss/w0rd').toString('base64')}`],
  ])('hides the password %s', (_, text) => {
    expect(masking.text(text)).toContain('***');
    expect(masking.text(text)).not.toMatch(/p@ss|p%40ss|YWRh/);
  });

  it('goes through an error and its details', () => {
    const error = {
      code: 'git-failed',
      message: 'p@ss/w0rd',
      details: { stderr: ['x p@ss/w0rd'], exitCode: 1 },
    } as const;
    expect(masking.error(error)).toEqual({
      code: 'git-failed',
      message: '***',
      details: { stderr: ['x ***'], exitCode: 1 },
    });
  });

  it('leaves everything alone when there is nothing to hide, or nothing worth it', () => {
    expect(Masking.of(undefined).text('abc')).toBe('abc');
    expect(new Masking(['abc', '']).text('abc')).toBe('abc');
  });

  it('hides the longer of two secrets that overlap', () => {
    expect(new Masking(['secret', 'secret-longer']).text('secret-longer')).toBe('***');
  });
});

describe('masking the values of variables', () => {
  const KEY = '-----BEGIN KEY-----\n  c2VjcmV0LWtleQ==\nx\n"quoted" part\r\n-----END KEY-----';
  const values = Masking.of(undefined, [KEY, 'p@ss "word"']);

  it.each([
    ['as it is', 'using p@ss "word" now', 'using *** now'],
    ['in a URL', 'db://u:p%40ss%20%22word%22@db', 'db://u:***@db'],
    ['in JSON', '{"password":"p@ss \\"word\\""}', '{"password":"***"}'],
    ['in base64', Buffer.from('p@ss "word"').toString('base64'), '***'],
    ['of several lines, each by itself', 'key: c2VjcmV0LWtleQ== !', 'key: *** !'],
    ['of several lines, in one line of JSON', JSON.stringify({ KEY }), '{"KEY":"***"}'],
  ])('hides one %s', (_, line, masked) => {
    expect(values.text(line)).toBe(masked);
  });

  it('leaves short lines of a long value alone', () => {
    expect(values.text('x marks the spot')).toBe('x marks the spot');
  });

  it('hides the beginning of a secret where a long line was cut', () => {
    const secret = 'A-very-l0ng-secret';
    const masking = Masking.of(undefined, [secret]);
    for (const shown of [4, 10, secret.length - 1]) {
      const [line] = new LineSplitter().push(
        Buffer.from(`${'.'.repeat(MAX_LOG_LINE_BYTES - CUT_MARK.length - shown)}${secret}`),
      );
      expect(line).toContain(secret.slice(0, shown));
      expect(masking.text(line!)).not.toContain(secret.slice(0, 4));
    }
  });

  it('hides a secret that came in two chunks', () => {
    const splitter = new LineSplitter();
    const lines = [...splitter.push(Buffer.from('token p@ss')), ...splitter.push(Buffer.from(' "word"!\n'))];
    expect(lines.map((line) => values.text(line))).toEqual(['token ***!']);
  });
});
