import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GOOD = '10.0.0.1 ops control-plane,admin name=one site=/etc/nginx/sites-available/sdp';

describe('the inventory of deploy.sh', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sdp-inventory-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Ends before anything is asked of a host: there are no archives. */
  const read = (text: string, environment: Record<string, string> = {}, ...options: string[]) => {
    const file = join(folder, 'inventory');
    writeFileSync(file, text);
    const words = ['--inventory', file, '--packages', folder, ...options];
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    const { status, stderr } = spawnSync('deploy/deploy.sh', words, { encoding: 'utf8', env });
    return { code: status, said: stderr };
  };
  const isTaken = { code: 1, said: expect.stringMatching(/no archive of/) as unknown };

  it.each([
    ['one host', GOOD],
    ['comments, blank lines, and ends as on Windows', `# a comment\r\n\r\n${GOOD} # and one more\r\n`],
    ['no line end at the end', `${GOOD}\n10.0.0.2 ops agent-micro port=2222 identity=key`],
  ])('takes %s', (_, text) => {
    expect(read(text)).toEqual(isTaken);
  });

  it('takes the example, with the passwords that it names', () => {
    const words = ['--inventory', 'deploy/inventory.example', '--packages', folder];
    const env = { PATH: process.env['PATH'] ?? '', SDP_GATEWAY_PASS: 'a', SDP_MICRO_PASS: 'b' };
    const { stderr } = spawnSync('deploy/deploy.sh', words, { encoding: 'utf8', env });
    expect(stderr).toMatch(/no archive of/);
  });

  it('tells every mistake with its line, all at once', () => {
    const { code, said } = read(
      [
        GOOD,
        '10.0.0.2 ops',
        '-oProxyCommand=x ops agent-micro',
        '10.0.0.3 Ops! agent-micro,agent-mikro',
        '10.0.0.4 ops agent-micro port=99999 colour=red password=secret-word',
        '10.0.0.5 ops admin',
        '10.0.0.6 ops control-plane,control-plane name=one',
        '10.0.0.7 ops agent-micro,agent-micro password=SDP_NOT_SET site=/x',
        '10.0.0.8 ops admin site=/x;y certificate=/c',
      ].join('\n'),
    );
    expect(code).toBe(2);
    for (const words of [
      'line 2: a host is "address user role',
      'line 3: "-oProxyCommand=x" is no host name',
      'line 4: "Ops!" is no user name',
      'line 4: there is no role "agent-mikro"',
      'line 5: port "99999" is no port',
      'line 5: "colour=red" is no option',
      'line 5: password takes the NAME of an environment variable',
      'line 6: the role admin needs site=FILE',
      'line 7: one is there already, in line 1',
      'line 8: password: the environment variable SDP_NOT_SET is not set',
      'line 8: the role agent-micro is there twice',
      'line 8: site is for the role admin',
      'line 9: site must be a plain absolute path',
      'line 9: certificate and certificate-key belong together',
    ])
      expect(said).toContain(words);
    expect(said).not.toContain('secret-word');
  });

  it('has one control plane, and at least one host', () => {
    expect(read(`${GOOD}\n10.0.0.2 ops control-plane`)).toMatchObject({
      code: 2,
      said: expect.stringContaining('two control planes') as unknown,
    });
    expect(read('# nobody\n')).toMatchObject({
      code: 2,
      said: expect.stringContaining('names no host') as unknown,
    });
  });

  it.each([
    [['--only', 'three'], /three is neither a host/],
    [['--keep', '0'], /--keep takes/],
    [['--colour', 'red'], /no option --colour/],
    [['--only'], /needs a value/],
  ])('refuses the options %j', (options, words) => {
    const { code, said } = read(GOOD, {}, ...options);
    expect({ code, said }).toMatchObject({ code: 2, said: expect.stringMatching(words) as unknown });
  });
});
