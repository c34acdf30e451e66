import { Masking } from './masking.js';

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
