import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from './verify-backup.js';

const NAME = /^sdp-\d{4}-\d\d-\d\dT[\d-]+Z$/;

export interface ListedBackup {
  folder: string;
  createdAt: string;
  version: string;
  bytes: number;
  logs: number;
}

/** The backups in a folder, the oldest first. What is something else is passed over. */
export async function listBackups(folder: string): Promise<ListedBackup[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  const listed = await Promise.all(names.map((name) => describe(join(folder, name)).catch(() => null)));
  return listed.filter((one) => one !== null);
}

/** Removes all but the newest `keep`; answers what went. */
export async function pruneBackups(folder: string, keep: number): Promise<string[]> {
  const old = (await listBackups(folder)).slice(0, -keep);
  for (const { folder: gone } of old) await rm(gone, { recursive: true });
  return old.map((one) => one.folder);
}

async function describe(folder: string): Promise<ListedBackup> {
  const { createdAt, version, files } = await readManifest(folder);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { folder, createdAt, version, bytes, logs: files.length - 1 };
}
