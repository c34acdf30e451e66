import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export const MANIFEST_FILE = 'manifest.json';
export const DATABASE_FILE = 'database.sqlite';
export const LOGS_FOLDER = 'logs';
/** Grows when an older program could not restore it. */
export const FORMAT = 1;

export interface BackupFile {
  /** Relative to the backup's folder. */
  path: string;
  bytes: number;
  sha256: string;
}

/** `manifest.json` of a backup. Written last: a folder without it is no backup. */
export interface BackupManifest {
  format: typeof FORMAT;
  createdAt: string;
  /** Of the program that made it. */
  version: string;
  /** What the database has behind it. */
  migrations: string[];
  files: BackupFile[];
}

export async function describeFile(folder: string, path: string): Promise<BackupFile> {
  const file = `${folder}/${path}`;
  return { path, bytes: (await stat(file)).size, sha256: await hashOf(file) };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
