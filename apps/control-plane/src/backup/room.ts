import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile } from '../database/database-options.js';
import { BackupError } from './backup-error.js';
import { LOGS_FOLDER } from './backup-manifest.js';
import { type ListedBackup, listBackups, removeBackup } from './list-backups.js';
import { megabytes } from './megabytes.js';
import { verifyBackup } from './verify-backup.js';

/** What a file takes besides its bytes, at most: the rest of its last block, its places in the folder and the manifest. */
const PER_FILE_BYTES = 8 * 1024;

export interface Wanted {
  /** Bytes that the backup takes. */
  needed: number;
  /** Bytes that have to be free afterwards, so that the control plane can go on. */
  spare: number;
  /** Whether older backups may go for it. */
  mayRemove: boolean;
}

/** Bytes that a backup of a data folder takes at most: the database with what is not merged into it yet, and all logs. */
export async function bytesNeeded(dataDir: string): Promise<number> {
  const database = databaseFile(dataDir);
  const logs = join(dataDir, LOGS_FOLDER);
  const names = (await readdir(logs).catch(() => [])).filter((name) => name.endsWith('.log'));
  let bytes = 0;
  for (const file of [database, `${database}-wal`, ...names.map((name) => join(logs, name))])
    bytes += (await sizeOf(file)) + PER_FILE_BYTES;
  return bytes;
}

/**
 * Makes room for a backup in a folder: removes as many of its oldest backups as it takes, never the newest good one,
 * and none where all of them would not do.
 * @param freeIn bytes that are free on the disk of a folder
 * @returns what went
 * @throws BackupError when there is no room
 */
export async function makeRoom(into: string, wanted: Wanted, freeIn = freeBytes): Promise<string[]> {
  const room = wanted.needed + wanted.spare;
  const free = await freeIn(into);
  if (free >= room) return [];

  const gone = wanted.mayRemove ? enough(await beforeNewestGood(into), room - free) : [];
  for (const { folder } of gone) await removeBackup(folder);
  const left = gone.length > 0 ? await freeIn(into) : free;
  if (left < room) throw noRoom(into, wanted, left);
  return gone.map(({ folder }) => folder);
}

/** The oldest that make up so many bytes together; none when all of them are less. */
function enough(backups: readonly ListedBackup[], missing: number): ListedBackup[] {
  let bytes = 0;
  const last = backups.findIndex((one) => (bytes += one.bytes) >= missing);
  return backups.slice(0, last + 1);
}

async function beforeNewestGood(folder: string): Promise<ListedBackup[]> {
  const backups = await listBackups(folder);
  for (let at = backups.length - 1; at > 0; at--) if (await isGood(backups[at]!)) return backups.slice(0, at);
  return [];
}

function isGood({ folder }: ListedBackup): Promise<boolean> {
  return verifyBackup(folder).then(
    () => true,
    () => false,
  );
}

function noRoom(into: string, { needed, spare, mayRemove }: Wanted, free: number): BackupError {
  const way = mayRemove ? '' : ', or let --keep remove older backups';
  return new BackupError(
    `There is no room for a backup in ${into}: it needs ${megabytes(needed)}, and ${megabytes(spare)} have to stay free ` +
      `for the control plane (SDP_MIN_FREE_DISK_MB), but ${megabytes(free)} are free. Nothing was copied. ` +
      `Free some space, back up to a bigger disk${way}.`,
  );
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
