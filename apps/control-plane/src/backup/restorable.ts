import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultsIn, migrationsIn } from '../database/stored-database.js';
import { BackupError } from './backup-error.js';
import { DATABASE_FILE, LOGS_FOLDER, MANIFEST_FILE } from './backup-manifest.js';
import { verifyBackup } from './verify-backup.js';

/** What can be put in the place of a control plane's data. It was read, and is good. */
export interface Restorable {
  /** What its database has behind it. */
  migrations: readonly string[];
  /** Without them, the logs in place stay. */
  hasLogs: boolean;
  /** Copies `DATABASE_FILE`, and `LOGS_FOLDER` if it has logs, into a new folder, and reads the copy again. */
  copyTo(folder: string): Promise<void>;
}

/**
 * Reads a backup's folder, or the copy of a database that an upgrade has made (`upgrade-backups/….sqlite`).
 * @throws BackupError that says what is wrong with it
 */
export async function readRestorable(source: string): Promise<Restorable> {
  const isFile = await stat(source).then(
    (stats) => stats.isFile(),
    () => false,
  );
  return isFile ? databaseCopy(source) : backup(source);
}

async function backup(folder: string): Promise<Restorable> {
  const { migrations, files } = await verifyBackup(folder);
  return {
    migrations,
    hasLogs: true,
    async copyTo(target) {
      await mkdir(join(target, LOGS_FOLDER), { recursive: true, mode: 0o700 });
      for (const path of [MANIFEST_FILE, ...files.map((file) => file.path)]) {
        await mkdir(dirname(join(target, path)), { recursive: true, mode: 0o700 });
        await copyFile(join(folder, path), join(target, path));
      }
      await verifyBackup(target);
    },
  };
}

async function databaseCopy(file: string): Promise<Restorable> {
  await refuseUnsound(file);
  const migrations = await migrationsIn(file);
  if (migrations.length === 0) throw new BackupError(`${file} is no database of a control plane.`);
  return {
    migrations,
    hasLogs: false,
    async copyTo(target) {
      await mkdir(target, { mode: 0o700 });
      await copyFile(file, join(target, DATABASE_FILE));
      await refuseUnsound(join(target, DATABASE_FILE));
    },
  };
}

async function refuseUnsound(file: string): Promise<void> {
  const [fault] = await faultsIn(file).catch((error: Error) => [error.message]);
  if (fault !== undefined)
    throw new BackupError(`The database ${file} is not good: ${fault}. Use another copy.`);
}
