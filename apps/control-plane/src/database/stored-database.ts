import { link, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { migrations } from './migrations.js';

/** What SQLite itself finds wrong in a database file; empty when nothing is. Reads all of it. */
export async function faultsIn(file: string): Promise<string[]> {
  return reading(file, async (database) => {
    const integrity = await database.query<{ integrity_check: string }[]>('PRAGMA integrity_check');
    const orphans = await database.query<{ table: string }[]>('PRAGMA foreign_key_check');
    return [
      ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
      ...orphans.map(({ table }) => `a row of ${table} refers to one that is not there`),
    ];
  });
}

/** Copies a database as it is at one moment, whoever writes meanwhile. @throws when `target` exists. */
export async function copyDatabase(file: string, target: string): Promise<void> {
  await reading(file, (database) => database.query('VACUUM INTO ?', [target]));
}

/** Names of the migrations that a database has behind it, the oldest first. */
export async function migrationsIn(file: string): Promise<string[]> {
  return reading(file, async (database) => {
    const [table] = await database.query<unknown[]>(`SELECT 1 FROM sqlite_master WHERE name = 'migrations'`);
    if (!table) return [];
    const rows = await database.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
    return rows.map(({ name }) => name);
  });
}

/**
 * Whether some process has the database open. Asked under another name of the file: so what a killed process left beside
 * it (`-wal`, `-shm`) is neither played nor removed. Nobody works with one that cannot be read.
 */
export async function isInUse(file: string): Promise<boolean> {
  const folder = await mkdtemp(`${file}-asked-`);
  try {
    const name = join(folder, 'database.sqlite');
    await link(file, name);
    return await isLocked(name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isLocked(file: string): Promise<boolean> {
  const database = new DataSource({ type: 'better-sqlite3', database: file, timeout: 500 });
  await database.initialize();
  try {
    await database.query('PRAGMA locking_mode = EXCLUSIVE');
    await database.query('BEGIN EXCLUSIVE');
    await database.query('ROLLBACK');
    return false;
  } catch (error) {
    return /^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '');
  } finally {
    await database.destroy();
  }
}

/** Migrations of a newer program: this one does not know what they made. */
export function unknownAmong(names: readonly string[]): string[] {
  const known = new Set(migrations.map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}

async function reading<T>(file: string, work: (database: DataSource) => Promise<T>): Promise<T> {
  const database = new DataSource({
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    fileMustExist: true,
  });
  await database.initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}
