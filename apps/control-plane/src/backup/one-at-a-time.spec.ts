import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.js';

/** Another process that holds the lock until it is killed. */
const HOLDER = `
  const database = new (require('better-sqlite3'))(process.argv[1]);
  database.exec('BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => undefined, 1000);
`;

describe('One backup at a time', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'sdp-lock-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is written into a folder, and another one after it', async () => {
    await oneAtATime(folder, () =>
      expect(oneAtATime(folder, async () => undefined)).rejects.toThrow(/Another backup is written into/),
    );
    expect(await oneAtATime(folder, async () => 'done')).toBe('done');
    await expect(oneAtATime(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await oneAtATime(folder, async () => 'done')).toBe('done');
    expect(await readFile(join(folder, '.backup.lock'), 'utf8')).toBe('');
  });

  it('waits for no process that was killed', async () => {
    const file = join(folder, '.backup.lock');
    const holder = spawn(process.execPath, ['-e', HOLDER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    await expect(oneAtATime(folder, async () => 'done')).rejects.toThrow(/Another backup/);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await oneAtATime(folder, async () => 'done')).toBe('done');
  });
});
