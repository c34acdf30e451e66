import { MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../until.js';
import { childEnvironment, endOrphans } from './child-environment.js';
import { type CommandOptions, runCommand } from './run-command.js';

const env = { PATH: process.env['PATH'] ?? '' };
let folder: string;

beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'sdp-run-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function sh(
  script: string,
  options: Partial<CommandOptions> = {},
  environment: Record<string, string> = env,
) {
  return runCommand(
    { program: 'sh', args: ['-c', script], cwd: folder, env: environment },
    { purpose: 'the test', timeoutMs: 10_000, ...options },
  );
}

async function linesOf(script: string, environment: Record<string, string> = env): Promise<string[]> {
  const lines: string[] = [];
  await sh(script, { onLine: (stream, text) => lines.push(`${stream} ${text}`) }, environment);
  return lines;
}

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const pidIn = (name: string) => Number(readFileSync(join(folder, name), 'utf8'));
const isWritten = (name: string) => existsSync(join(folder, name)) && pidIn(name) > 0;

describe('runCommand', () => {
  it('hands out lines of both streams, and the exit code', async () => {
    expect((await linesOf('echo one; echo two >&2; printf three')).sort()).toEqual([
      'err two',
      'out one',
      'out three',
    ]);
    expect(await sh('exit 3')).toEqual({ exitCode: 3, endedBy: null });
    expect(await sh('kill -9 $$')).toEqual({ exitCode: null, endedBy: 'SIGKILL' });
  });

  it('gives the child its own environment and nothing else', async () => {
    process.env['SDP_CANARY'] = 'leaked';
    const lines = await linesOf('env', { PATH: env.PATH, ONLY: 'this' });
    delete process.env['SDP_CANARY'];
    expect(lines).toContain('out ONLY=this');
    expect(lines.join()).not.toContain('SDP_CANARY');
  });

  it('uses no shell: arguments arrive as they are', async () => {
    const lines: string[] = [];
    const hostile = ['; touch pwned', '$(touch pwned)', '`touch pwned`', 'a\nb', '--', '*'];
    await runCommand(
      { program: 'printf', args: ['[%s]', ...hostile], cwd: folder, env },
      { purpose: 'the test', timeoutMs: 5_000, onLine: (_, text) => lines.push(text) },
    );
    expect(lines.join('\n')).toBe(hostile.map((text) => `[${text}]`).join(''));
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });

  it('names a program that is not there, and not its environment', async () => {
    const run = runCommand(
      { program: 'no-such-program', args: [], cwd: folder, env: { SECRET: 'canary' } },
      { purpose: 'the test', timeoutMs: 1_000 },
    );
    await expect(run).rejects.toMatchObject({
      code: 'toolchain-missing',
      message: expect.not.stringContaining('canary'),
    });
  });

  it('kills the whole group at the deadline, also what ignores SIGTERM', async () => {
    const run = sh(
      '(trap "" TERM; echo $$ > leader; sh -c \'trap "" TERM; echo $$ > child; while :; do sleep 0.1; done\') & wait',
      {
        timeoutMs: 300,
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'step-timeout', retryable: true });
    expect(isRunning(pidIn('child'))).toBe(false);
  });

  it('kills the whole group when it is aborted, and throws the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('canceled');
    const run = sh('sh -c "echo \\$\\$ > child; sleep 60" & sleep 60', { signal: abort.signal });
    run.catch(() => undefined);
    await until(() => isWritten('child'));
    abort.abort(reason);
    await expect(run).rejects.toBe(reason);
    expect(isRunning(pidIn('child'))).toBe(false);
  });

  it('does not start when it is aborted already', async () => {
    await expect(sh('touch started', { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  it('kills what a program leaves behind when it ends', async () => {
    expect(await sh('sleep 60 & echo $! > child; exit 0')).toEqual({ exitCode: 0, endedBy: null });
    await until(() => !isRunning(pidIn('child')));
  });

  it('does not wait for a process that left the group and holds the pipe', async () => {
    const lines: string[] = [];
    const started = performance.now();
    await sh('setsid sleep 30 & echo $! > stray; echo done', { onLine: (_, text) => lines.push(text) });
    expect(lines).toEqual(['done']);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('slows the child down while the reader is not ready, and loses nothing', async () => {
    let count = 0;
    let waits = 0;
    const ready = async () => {
      waits++;
      await delay(1);
    };
    await sh('seq 1 50000', { onLine: () => count++, ready });
    expect(count).toBe(50_000);
    expect(waits).toBeGreaterThan(1);
  });

  it('reads a gigabyte without a line end in little memory', async () => {
    const lines: string[] = [];
    const before = process.memoryUsage().rss;
    let peak = before;
    await sh('head -c 1073741824 /dev/zero | tr "\\\\0" x', {
      timeoutMs: 60_000,
      onLine: (_, text) => lines.push(text),
      ready: async () => {
        peak = Math.max(peak, process.memoryUsage().rss);
      },
    });
    expect(lines).toHaveLength(1);
    expect(Buffer.byteLength(lines[0]!)).toBeLessThanOrEqual(MAX_LOG_LINE_BYTES);
    expect(peak - before).toBeLessThan(200 * 1024 * 1024);
  }, 60_000);
});

describe('endOrphans', () => {
  it('kills what runs with the mark of a data folder, also outside its group, and nothing else', async () => {
    const abort = new AbortController();
    const mine = sh(
      'setsid sh -c "echo \\$\\$ > mine; sleep 60" & sleep 60',
      { signal: abort.signal },
      childEnvironment(folder),
    );
    const other = sh(
      'sh -c "echo \\$\\$ > other; sleep 60" & sleep 60',
      { signal: abort.signal },
      childEnvironment(`${folder}-other`),
    );
    other.catch(() => undefined);
    await until(() => isWritten('mine') && isWritten('other'));

    await endOrphans(folder);

    expect(await mine).toMatchObject({ endedBy: 'SIGKILL' });
    await until(() => !isRunning(pidIn('mine')));
    expect(isRunning(pidIn('other'))).toBe(true);
    abort.abort(new Error('over'));
    await expect(other).rejects.toThrow('over');
  });
});
