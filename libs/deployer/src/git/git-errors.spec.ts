import { gitError } from './git-errors.js';
import { Masking } from '../masking/masking.js';
import { gitEnvironment } from './git-environment.js';

describe('gitError', () => {
  it.each([
    ["fatal: Authentication failed for 'https://git.test/a.git/'", 'credentials-rejected', 'app'],
    [
      "fatal: could not read Username for 'https://git.test': terminal prompts disabled",
      'credentials-rejected',
      'app',
    ],
    [
      "fatal: unable to access 'https://git.test/a.git/': The requested URL returned error: 403",
      'credentials-rejected',
      'app',
    ],
    ["fatal: repository 'https://git.test/a.git/' not found", 'repository-unknown', 'app'],
    ["fatal: couldn't find remote ref refs/heads/gone", 'branch-unknown', 'app'],
    ['fatal: remote error: upload-pack: not our ref 1234', 'commit-unknown', 'app'],
    [
      "fatal: unable to access 'https://git.test/a.git/': Could not resolve host: git.test",
      'repository-unreachable',
      'platform',
    ],
    [
      "fatal: unable to access 'https://git.test/a.git/': Failed to connect to git.test port 443: Connection refused",
      'repository-unreachable',
      'platform',
    ],
    [
      "fatal: unable to access 'https://git.test/a.git/': The requested URL returned error: 302",
      'repository-unreachable',
      'platform',
    ],
    [
      "fatal: unable to access 'https://git.test/a.git/': The requested URL returned error: 503",
      'repository-unreachable',
      'platform',
    ],
    ['error: RPC failed; curl 28 Operation too slow.', 'repository-unreachable', 'platform'],
    ['fatal: write error: No space left on device', 'disk-full', 'platform'],
    ['fatal: something nobody has seen before', 'git-failed', 'platform'],
    ['', 'git-failed', 'platform'],
  ])('reads %j as %s', (output, code, blame) => {
    expect(gitError('repository "a"', output)).toMatchObject({ code, blame });
  });

  it('names what git worked on', () => {
    expect(gitError('repository "orders"', "fatal: repository 'x' not found").message).toContain('"orders"');
  });
});

describe('credentials', () => {
  const credentials = { username: 'dev', password: 'p@ss word/é' };

  it('are taken out of what git says', () => {
    const { password } = credentials;
    const output = `${password} and ${encodeURIComponent(password)}`;
    const error = gitError('x', output, Masking.of(credentials));
    expect(error.details).toEqual({});
    expect(error.message).toContain('*** and ***');
  });

  it.each(['a', 'fail', 'authentication'])(
    'that are words of git (%s) do not hide what it means',
    (password) => {
      const output = "fatal: Authentication failed for 'https://git.test/a.git/'";
      const error = gitError('x', output, Masking.of({ username: 'dev', password }));
      expect(error.code).toBe('credentials-rejected');
    },
  );

  it('go to the origin of the remote only, in the environment only', () => {
    const url = new URL('https://git.test:8443/team/orders.git');
    const env = gitEnvironment({ base: {}, allowHttp: false, remote: { url, credentials } });
    const key = Object.entries(env).find(([, value]) => value.includes('extraHeader'));
    expect(key?.[1]).toBe('http.https://git.test:8443/.extraHeader');
    expect(env).toMatchObject({ GIT_ALLOW_PROTOCOL: 'https', GIT_TERMINAL_PROMPT: '0' });
    expect(Object.values(env)).toContain('http.followRedirects');
  });

  it('are absent where none are needed', () => {
    const env = gitEnvironment({ base: {}, allowHttp: true });
    expect(Object.values(env).join()).not.toContain('Authorization');
    expect(env['GIT_ALLOW_PROTOCOL']).toBe('https:http');
  });
});
