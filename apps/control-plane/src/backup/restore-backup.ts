import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile } from '../database/database-options.js';
import { isInUse, unknownAmong } from '../database/stored-database.js';
import { BackupError } from './backup-error.js';
import { DATABASE_FILE, LOGS_FOLDER } from './backup-manifest.js';
import { readRestorable } from './restorable.js';

export interface Restored {
  /** Where what was there before is now; null when nothing was. */
  previous: string | null;
}

/**
 * Puts a backup in the place of database and logs, or the copy of before an upgrade in the place of the database. It is
 * read, copied beside them, read again, and exchanged for them by renaming; what was there is kept. Until that moment
 * nothing is touched, however damaged it is.
 * @param mayReplace whether there may be something already
 * @throws BackupError
 */
export async function restoreBackup(source: string, dataDir: string, mayReplace: boolean): Promise<Restored> {
  const restorable = await readRestorable(source);
  const unknown = unknownAmong(restorable.migrations);
  if (unknown.length > 0)
    throw new BackupError(
      `${source} is of a newer release: it has ${unknown.join(', ')}. Restore it with that one.`,
    );
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await refuse(dataDir, mayReplace);

  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const incoming = join(dataDir, `restoring-${time}`);
  try {
    await restorable.copyTo(incoming);
    const existing = whatIsThere(dataDir, restorable.hasLogs);
    const previous = existing.length === 0 ? null : join(dataDir, `before-restore-${time}`);
    await exchange(dataDir, incoming, existing, previous);
    return { previous };
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/** Names in the data folder that a restore exchanges. */
function whatIsThere(dataDir: string, withLogs: boolean): string[] {
  const main = databaseFile('');
  const names = [main, `${main}-wal`, `${main}-shm`, ...(withLogs ? [LOGS_FOLDER] : [])];
  return names.filter((name) => existsSync(join(dataDir, name)));
}

async function refuse(dataDir: string, mayReplace: boolean): Promise<void> {
  const file = databaseFile(dataDir);
  const hasDatabase = existsSync(file);
  if (hasDatabase && (await isInUse(file)))
    throw new BackupError(
      `A control plane runs on ${dataDir}. Stop it first (systemctl stop sdp-control-plane).`,
    );
  const logs = await readdir(join(dataDir, LOGS_FOLDER)).catch(() => []);
  if ((hasDatabase || logs.length > 0) && !mayReplace)
    throw new BackupError(
      `There is data in ${dataDir} already. Give --replace to put the backup in its place; what is there is kept beside it.`,
    );
}

/** All or nothing: what fails half-way is taken back. */
async function exchange(
  dataDir: string,
  incoming: string,
  existing: readonly string[],
  previous: string | null,
): Promise<void> {
  const done: [string, string][] = [];
  const move = async (from: string, to: string) => {
    await rename(from, to);
    done.push([from, to]);
  };
  try {
    if (previous) await mkdir(previous, { mode: 0o700 });
    for (const name of existing) await move(join(dataDir, name), join(previous!, name));
    if (existsSync(join(incoming, LOGS_FOLDER)))
      await move(join(incoming, LOGS_FOLDER), join(dataDir, LOGS_FOLDER));
    await move(join(incoming, DATABASE_FILE), databaseFile(dataDir));
  } catch (error) {
    for (const [from, to] of done.reverse()) await rename(to, from);
    throw error;
  }
}
