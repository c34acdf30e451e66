import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from './verify-backup.js';

/** At the end of the name of what is being made or removed. */
export const PARTIAL = '.partial';
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
  for (const one of old) await removeBackup(one.folder);
  return old.map((one) => one.folder);
}

/** Under another name first: what is left of it when that is cut off is no backup any more. */
export async function removeBackup(folder: string): Promise<void> {
  await rename(folder, `${folder}${PARTIAL}`);
  await rm(`${folder}${PARTIAL}`, { recursive: true, force: true });
}

/**
 * Removes what is left of backups that did not end; answers what went. What belongs to another user stays: that is no
 * reason to make no backup. Only for whoever holds the folder's lock: one that is being written looks the same.
 */
export async function removePartial(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith(PARTIAL) && NAME.test(name.slice(0, -PARTIAL.length)),
  );
  const gone = [];
  for (const path of names.map((name) => join(folder, name)))
    if (await rm(path, { recursive: true }).then(isDone, isNot)) gone.push(path);
  return gone;
}

const isDone = () => true;
const isNot = () => false;

async function describe(folder: string): Promise<ListedBackup> {
  const { createdAt, version, files } = await readManifest(folder);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { folder, createdAt, version, bytes, logs: files.length - 1 };
}
