import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../src/database/database-options.js';
import { upgradeDatabase } from '../src/database/upgrade-database.js';

let migrated: Promise<Buffer> | undefined;

/** With a database of its own that has all migrations and not one row: made once per test file, then copied. */
export async function freshDataDir(): Promise<string> {
  const database = await (migrated ??= migratedDatabase());
  const dataDir = await emptyDataDir();
  await writeFile(databaseFile(dataDir), database);
  return dataDir;
}

/** As on a host where nothing was ever started. */
export function emptyDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sdp-control-plane-'));
}

async function migratedDatabase(): Promise<Buffer> {
  const dataDir = await emptyDataDir();
  try {
    await upgradeDatabase(databaseFile(dataDir));
    return await readFile(databaseFile(dataDir));
  } finally {
    await rm(dataDir, { recursive: true });
  }
}
