import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Notes each sign-in, and says why it fails. */
const FAILING_SSH = `#!/bin/sh
case " $* " in *" -N -f "*) echo once >>"$SIGN_INS"; echo "$WORDS" >&2 ;; esac
exit 255
`;

describe('a host that deploy.sh cannot reach', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sdp-connection-'));
    writeFileSync(join(folder, 'ssh'), FAILING_SSH, { mode: 0o755 });
    writeFileSync(join(folder, 'inventory'), '127.0.0.1 ops agent-micro name=micro-host\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    [2, 'Connection timed out during banner exchange', /cannot be reached .*banner exchange/],
    [1, 'ops@127.0.0.1: Permission denied (publickey).', /password or key was refused/],
    [1, 'Host key verification failed.', /host key is not known/],
  ])('is tried %i times after "%s"', (tries, words, told) => {
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      WORDS: words,
      SIGN_INS: join(folder, 'sign-ins'),
    };
    const { status, stdout, stderr } = spawnSync(
      'deploy/deploy.sh',
      ['--inventory', join(folder, 'inventory'), '--status'],
      { encoding: 'utf8', env },
    );
    expect(stdout + stderr).toMatch(told);
    expect(status).toBe(3);
    expect(readFileSync(env.SIGN_INS, 'utf8')).toBe('once\n'.repeat(tries));
  });
});
