import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { databaseFile } from '../database/database-options.js';
import { isInUse, unknownAmong } from '../database/stored-database.js';
import { BackupError } from './backup-error.js';
import { DATABASE_FILE, LOGS_FOLDER, MANIFEST_FILE } from './backup-manifest.js';
import { verifyBackup } from './verify-backup.js';

export interface Restored {
  /** Where what was there before is now; null when nothing was. */
  previous: string | null;
}

/**
 * Puts a backup in the place of database and logs. It is verified, copied beside them, verified again, and exchanged
 * for them by renaming; what was there is kept. Until that moment nothing is touched.
 * @param mayReplace whether there may be something already
 * @throws BackupError
 */
export async function restoreBackup(folder: string, dataDir: string, mayReplace: boolean): Promise<Restored> {
  const manifest = await verifyBackup(folder);
  const unknown = unknownAmong(manifest.migrations);
  if (unknown.length > 0)
    throw new BackupError(
      `The backup is of a newer release (${manifest.version}). Restore it with that one.`,
    );
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const existing = await whatIsThere(dataDir);
  await refuse(dataDir, existing, mayReplace);

  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const incoming = join(dataDir, `restoring-${time}`);
  try {
    await copyFolder(folder, incoming, [MANIFEST_FILE, ...manifest.files.map(({ path }) => path)]);
    await verifyBackup(incoming);
    const previous = existing.length === 0 ? null : join(dataDir, `before-restore-${time}`);
    await exchange(dataDir, incoming, existing, previous);
    return { previous };
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/** Names in the data folder that a restore would exchange. */
async function whatIsThere(dataDir: string): Promise<string[]> {
  const main = databaseFile('');
  const names = ['', '-wal', '-shm']
    .map((suffix) => `${main}${suffix}`)
    .filter((name) => existsSync(join(dataDir, name)));
  const logs = await readdir(join(dataDir, LOGS_FOLDER)).catch(() => null);
  return logs === null ? names : [...names, LOGS_FOLDER];
}

async function refuse(dataDir: string, existing: readonly string[], mayReplace: boolean): Promise<void> {
  const file = databaseFile(dataDir);
  if (existsSync(file) && (await isInUse(file)))
    throw new BackupError(
      `A control plane runs on ${dataDir}. Stop it first (systemctl stop sdp-control-plane).`,
    );
  const logs = await readdir(join(dataDir, LOGS_FOLDER)).catch(() => []);
  const isEmpty = !existing.includes(databaseFile('')) && logs.length === 0;
  if (!isEmpty && !mayReplace)
    throw new BackupError(
      `There is data in ${dataDir} already. Give --replace to put the backup in its place; what is there is kept beside it.`,
    );
}

async function copyFolder(from: string, to: string, paths: readonly string[]): Promise<void> {
  await mkdir(join(to, LOGS_FOLDER), { recursive: true, mode: 0o700 });
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true, mode: 0o700 });
    await copyFile(join(from, path), join(to, path));
  }
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
    await move(join(incoming, LOGS_FOLDER), join(dataDir, LOGS_FOLDER));
    await move(join(incoming, DATABASE_FILE), databaseFile(dataDir));
  } catch (error) {
    for (const [from, to] of done.reverse()) await rename(to, from);
    throw error;
  }
}
