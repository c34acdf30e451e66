import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './process-table.mjs';
import { Supervisor } from './supervisor.mjs';

describe('the supervisor', () => {
  let home: string;
  let supervisor: Supervisor;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'sdp-supervisor-'));
    mkdirSync(join(home, 'logs'));
    supervisor = new Supervisor(home);
  });
  afterEach(async () => {
    await supervisor.stop();
    rmSync(home, { recursive: true });
  });

  const start = (script: string) =>
    supervisor.start({ name: 'it', command: [process.execPath, '-e', script], env: {} });
  const forEver = 'console.log("up"); setInterval(() => {}, 1000)';
  const untilUp = () =>
    supervisor.until('it is up', 5_000, async () =>
      readFileSync(supervisor.logOf('it'), 'utf8').includes('up'),
    );
  const pid = () => supervisor.started[0]?.pid ?? 0;

  it('says of a program that dies how it ended and what it said last', async () => {
    start('console.error("no such table"); process.exit(7)');
    await expect(supervisor.death).rejects.toThrow(/^it ended with 7\.\n.*it\.log:\n {2}no such table/);
  });

  it('stops waiting when a program dies', async () => {
    start('process.exit(1)');
    await expect(supervisor.until('never', 60_000, async () => false)).rejects.toThrow(/it ended with 1/);
  });

  it('ends what it started, and does not call that a death', async () => {
    start(forEver);
    await untilUp();
    const running = pid();
    await supervisor.stop();
    expect(isAlive(running)).toBe(false);
    await expect(Promise.race([supervisor.death, 'alive'])).resolves.toBe('alive');
  });

  it('ends what an earlier run left behind when it was killed', async () => {
    start(forEver);
    await untilUp();
    const left = pid();
    supervisor.isStopping = true; // As if the process had gone: nothing is reported, nothing is cleaned up.
    await expect(new Supervisor(home).endLeftOvers()).resolves.toEqual(['it']);
    expect(isAlive(left)).toBe(false);
  });

  it('gives up after the deadline and says why', async () => {
    const refuse = async () => {
      throw new Error('connection refused');
    };
    await expect(supervisor.until('it answers', 150, refuse)).rejects.toThrow(
      /^it answers: not after 0.15 s \(connection refused\)/,
    );
  });
});
