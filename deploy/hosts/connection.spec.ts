import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Answers what deploy.sh asks for from one file per question, a line for each time: an exit code, and words. */
const PLAYED_SSH = `#!/bin/bash
case " $* " in
  *" -N -f "*) question=sign-in ;;
  *'sudo -k -n true '*) question=sudo ;;
  *"sudo -k -S -p '' true "*) question=password; cat >/dev/null ;;
  *'bash -s '*) question=facts; cat >/dev/null ;;
  *) exit 0 ;;
esac
echo "$question" >>"$ASKED"
{ read -r code words; rest=$(cat); } <"$ANSWERS/$question"
[[ -z $rest ]] || printf '%s\\n' "$rest" >"$ANSWERS/$question"
[[ -z $words ]] || printf '%s\\n' "$words" >&2
exit "$code"
`;
const NEEDS_PASSWORD = '1 sudo: a password is required';
const LOST = '255 Connection timed out during banner exchange';

describe('what deploy.sh asks a host', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sdp-connection-'));
    writeFileSync(join(folder, 'ssh'), PLAYED_SSH, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What it said, its exit code, and how often it asked which question. */
  function deploy(answers: Record<string, string[]>, words = '') {
    const defaults = { 'sign-in': ['0'], sudo: ['0'], password: ['0'], facts: ['0'] };
    for (const [question, lines] of Object.entries({ ...defaults, ...answers }))
      writeFileSync(join(folder, question), lines.map((line) => `${line}\n`).join(''));
    writeFileSync(join(folder, 'inventory'), `127.0.0.1 ops agent-micro name=micro-host${words}\n`);
    const asked = join(folder, 'asked');
    const { status, stdout, stderr } = spawnSync(
      'deploy/deploy.sh',
      ['--inventory', join(folder, 'inventory'), '--status'],
      {
        encoding: 'utf8',
        env: {
          PATH: `${folder}:${process.env['PATH']}`,
          ANSWERS: folder,
          ASKED: asked,
          MICRO_SUDO: 'the password',
        },
      },
    );
    const questions = existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : [];
    return { status, said: stdout + stderr, questions };
  }

  it.each([
    [2, LOST, /cannot be reached .*banner exchange/],
    [1, '255 ops@127.0.0.1: Permission denied (publickey).', /password or key was refused/],
    [1, '255 Host key verification failed.', /host key is not known/],
  ])('signs in %i times where that ends with "%s"', (tries, answer, told) => {
    const { status, said, questions } = deploy({ 'sign-in': [answer] });
    expect(said).toMatch(told);
    expect(status).toBe(3);
    expect(questions).toEqual(Array(tries).fill('sign-in'));
  });

  it.each([
    ['without a password', { sudo: ['0'] }, '', []],
    ['with one', { sudo: [NEEDS_PASSWORD] }, ' sudo-password=MICRO_SUDO', ['password']],
    [
      'after a lost connection',
      { sudo: [LOST, NEEDS_PASSWORD], password: [LOST, '0'], facts: [LOST, '0'] },
      ' sudo-password=MICRO_SUDO',
      ['sudo', 'password', 'password', 'facts'],
    ],
  ])('becomes root %s', (_, answers, words, more) => {
    const { status, questions } = deploy(answers, words);
    expect(status).toBe(0);
    expect([...questions].sort()).toEqual(['sign-in', 'sudo', 'facts', ...more].sort());
  });

  it.each([
    ['a password that is not there', { sudo: [NEEDS_PASSWORD] }, '', /sudo asks for a password; give/],
    [
      'a wrong password',
      { sudo: [NEEDS_PASSWORD], password: ['1 sudo: 1 incorrect password attempt'] },
      ' sudo-password=MICRO_SUDO',
      /does not take the password in MICRO_SUDO.*1 incorrect password attempt/,
    ],
    [
      'no sudo',
      { sudo: ['127 bash: line 1: sudo: command not found'] },
      '',
      /could not be asked: .*not found/,
    ],
    ['a connection lost twice', { sudo: [LOST] }, '', /could not be asked: .*banner exchange/],
  ])('tells %s apart', (_, answers, words, told) => {
    const { status, said } = deploy(answers, words);
    expect(said).toMatch(told);
    expect(status).toBe(3);
  });
});
