import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile } from '../database/database-options.js';
import { copyDatabase, migrationsIn } from '../database/stored-database.js';
import { BackupError } from './backup-error.js';
import {
  type BackupManifest,
  DATABASE_FILE,
  describeFile,
  FORMAT,
  LOGS_FOLDER,
  MANIFEST_FILE,
} from './backup-manifest.js';
import { copyLogs } from './copy-logs.js';
import { filesBelow } from './files-below.js';
import { PARTIAL } from './list-backups.js';
import { verifyBackup } from './verify-backup.js';

/**
 * Copies database and logs while the control plane runs. First the database, at one moment; then every log of a
 * deployment that it has: a log only grows, so it has at least what the database says. Verified after it was written.
 * @returns the backup's folder, named after the time, in `into`
 * @throws BackupError, and leaves nothing behind
 */
export async function makeBackup(dataDir: string, into: string, version: string): Promise<string> {
  const createdAt = new Date().toISOString();
  const folder = join(into, `sdp-${createdAt.replaceAll(/[:.]/g, '-')}`);
  const partial = `${folder}${PARTIAL}`;
  await mkdir(join(partial, LOGS_FOLDER), { recursive: true, mode: 0o700 });
  try {
    await copyDatabase(databaseFile(dataDir), join(partial, DATABASE_FILE)).catch(noDatabase(dataDir));
    await copyLogs(join(partial, DATABASE_FILE), join(dataDir, 'logs'), join(partial, LOGS_FOLDER));
    const manifest = await manifestOf(partial, createdAt, version);
    await writeFile(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await verifyBackup(partial);
    await rename(partial, folder);
    return folder;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function manifestOf(folder: string, createdAt: string, version: string): Promise<BackupManifest> {
  const files = [];
  for (const path of await filesBelow(folder)) files.push(await describeFile(folder, path));
  const migrations = await migrationsIn(join(folder, DATABASE_FILE));
  return { format: FORMAT, createdAt, version, migrations, files };
}

function noDatabase(dataDir: string) {
  return (error: Error): never => {
    throw new BackupError(
      `The database in ${dataDir} could not be copied: ${error.message}. Is this the data folder (SDP_DATA_DIR)?`,
    );
  };
}
