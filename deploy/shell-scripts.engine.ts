import { execFileSync, spawnSync } from 'node:child_process';

const scripts = execFileSync('git', ['ls-files', 'deploy/*.sh'], { encoding: 'utf8' }).trim().split('\n');

describe('the shell scripts of deploy/', () => {
  it.each(scripts)('%s has nothing that shellcheck warns of', (script) => {
    const { status, stdout, stderr } = spawnSync('shellcheck', ['-x', '--severity=warning', script], {
      encoding: 'utf8',
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });
});
