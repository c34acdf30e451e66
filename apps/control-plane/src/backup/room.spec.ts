import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../database/database-options.js';
import { upgradeDatabase } from '../database/upgrade-database.js';
import { listBackups } from './list-backups.js';
import { makeBackup } from './make-backup.js';
import { bytesNeeded, makeRoom } from './room.js';

const CAPACITY = 1e9;

describe('Room for a backup', () => {
  let folder: string;
  let dataDir: string;
  let backups: string[];
  let bytes: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-room-'));
    dataDir = join(folder, 'data');
    await mkdir(dataDir);
    await upgradeDatabase(databaseFile(dataDir));
    backups = [];
    for (let count = 0; count < 4; count++) backups.push(await makeBackup(dataDir, folder, '1.0.0'));
    ({ bytes } = (await listBackups(folder))[0]!);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A disk that has these backups on it and nothing else. */
  const free = async () => CAPACITY - (await listBackups(folder)).reduce((sum, one) => sum + one.bytes, 0);
  /** Asks for so many bytes more than there are. */
  const missing = async (more: number, mayRemove = true) => {
    const needed = (await free()) - 1000 + more;
    return makeRoom(folder, { needed, spare: 1000, mayRemove }, free);
  };
  const left = async () => (await listBackups(folder)).map((one) => one.folder);

  it('is there: nothing goes', async () => {
    expect(await missing(0)).toEqual([]);
    expect(await left()).toEqual(backups);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
  ])('for %i more is made by removing as many of the oldest', async (more, count) => {
    expect(await missing(more * bytes - 1)).toEqual(backups.slice(0, count));
    expect(await left()).toEqual(backups.slice(count));
    expect(await readdir(folder)).toHaveLength(5 - count);
  });

  it('is not made of the newest backup, and then of none', async () => {
    await expect(missing(3 * bytes + 1)).rejects.toThrow(/no room .* needs .* have to stay free/s);
    expect(await left()).toEqual(backups);
  });

  it('is not made of the newest good backup either, when a newer one is damaged', async () => {
    await appendFile(join(backups[3]!, 'database.sqlite'), 'x');
    await expect(missing(3 * bytes - 1)).rejects.toThrow(/no room/);
    expect(await left()).toEqual(backups);
    expect(await missing(2 * bytes - 1)).toEqual(backups.slice(0, 2));
  });

  it('is not made without --keep, which the refusal names', async () => {
    await expect(missing(1, false)).rejects.toThrow(/no room .*--keep/s);
    expect(await left()).toEqual(backups);
  });

  it('is asked for at least as much as a backup takes, with its logs', async () => {
    expect(await bytesNeeded(dataDir)).toBeGreaterThanOrEqual(bytes);
    const before = await bytesNeeded(dataDir);
    await mkdir(join(dataDir, 'logs'));
    await writeFile(join(dataDir, 'logs', 'x.log'), 'x'.repeat(100_000));
    await writeFile(join(dataDir, 'logs', 'x.index'), 'x'.repeat(100_000));
    const more = (await bytesNeeded(dataDir)) - before;
    expect(more).toBeGreaterThanOrEqual(100_000);
    expect(more).toBeLessThan(120_000);
  });
});
