import { chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { BackupError } from './backup-error.js';

const LOCK_FILE = '.backup.lock';

/**
 * Does the work while nobody else writes a backup into the folder. The lock is SQLite's own on an empty file: it ends
 * with the process that holds it, however that ends. Nothing is written, so that it can be had on a full disk.
 * @throws BackupError when another backup is written there at the moment
 */
export async function oneAtATime<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = join(folder, LOCK_FILE);
  const lock = new DataSource({ type: 'better-sqlite3', database: file, timeout: 0 });
  await lock.initialize();
  try {
    await take(lock).catch(refuse(folder));
    await giveToOwnerOf(folder, file);
    return await work();
  } finally {
    await lock.destroy();
  }
}

async function take(lock: DataSource): Promise<void> {
  await lock.query('PRAGMA journal_mode = MEMORY');
  await lock.query('BEGIN EXCLUSIVE');
}

/** What root has locked once, the service has to be able to lock the next night. */
async function giveToOwnerOf(folder: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  await chown(file, uid, gid).catch(() => undefined);
}

function refuse(folder: string) {
  return (error: { code?: string }): never => {
    if (!error.code?.startsWith('SQLITE_BUSY')) throw error;
    throw new BackupError(`Another backup is written into ${folder} at the moment. Wait until it has ended.`);
  };
}
