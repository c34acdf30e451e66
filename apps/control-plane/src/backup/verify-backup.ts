import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsIn, migrationsIn } from '../database/stored-database.js';
import { BackupError } from './backup-error.js';
import {
  type BackupManifest,
  DATABASE_FILE,
  describeFile,
  FORMAT,
  MANIFEST_FILE,
} from './backup-manifest.js';
import { filesBelow } from './files-below.js';

/**
 * Reads all of a backup: every file is there as it was written and no other, and the database is sound.
 * @throws BackupError that lists what is wrong
 */
export async function verifyBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  const problems = await differences(folder, manifest);
  if (problems.length === 0) problems.push(...(await databaseProblems(folder, manifest)));
  if (problems.length > 0)
    throw new BackupError(
      `The backup ${folder} is not good:\n${problems.map((one) => `  - ${one}`).join('\n')}\nUse another one.`,
    );
  return manifest;
}

export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => null);
  const manifest = text === null ? null : (JSON.parse(text) as BackupManifest);
  if (!manifest) throw new BackupError(`${folder} is no backup: it has no ${MANIFEST_FILE}.`);
  if (manifest.format !== FORMAT)
    throw new BackupError(`${folder} has format ${manifest.format}; this release knows format ${FORMAT}.`);
  return manifest;
}

async function differences(folder: string, { files }: BackupManifest): Promise<string[]> {
  const present = (await filesBelow(folder)).filter((path) => path !== MANIFEST_FILE);
  const problems = present
    .filter((path) => !files.some((file) => file.path === path))
    .map((path) => `${path} does not belong to it`);
  for (const { path, bytes, sha256 } of files) {
    if (!present.includes(path)) problems.push(`${path} is missing`);
    else {
      const now = await describeFile(folder, path);
      if (now.bytes !== bytes || now.sha256 !== sha256) problems.push(`${path} has changed`);
    }
  }
  if (!files.some(({ path }) => path === DATABASE_FILE)) problems.push(`${DATABASE_FILE} is missing`);
  return problems;
}

async function databaseProblems(folder: string, { migrations }: BackupManifest): Promise<string[]> {
  const file = join(folder, DATABASE_FILE);
  const problems = await faultsIn(file).catch((error: Error) => [error.message]);
  if (problems.length > 0) return problems;
  const isSame = JSON.stringify(await migrationsIn(file)) === JSON.stringify(migrations);
  return isSame ? [] : ['the database is of another release than the manifest says'];
}
