import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { databaseOptions } from './database-options.js';
import { copyDatabase, faultsIn, migrationsIn } from './stored-database.js';

/** Backups that upgrades made; older ones go. */
const KEPT = 3;
const FOLDER = 'upgrade-backups';

/** The database cannot be brought to this release. The message says what to do; what was there is as it was. */
export class UpgradeError extends Error {
  override readonly name = 'UpgradeError';
}

type Migrations = NonNullable<Extract<DataSourceOptions['migrations'], unknown[]>>;

/**
 * Brings the database forward, behind a verified backup where there is something to lose. All migrations are one
 * transaction: one that fails takes back the others.
 * @returns the backup's path; null when nothing had to be done, or nothing was there yet
 * @throws UpgradeError
 */
export async function upgradeDatabase(file: string, migrations?: Migrations): Promise<string | null> {
  const options = { ...databaseOptions(file), ...(migrations ? { migrations } : {}) } as DataSourceOptions;
  const known = (options.migrations as readonly { name: string }[]).map(({ name }) => name);
  const done = existsSync(file) ? await migrationsIn(file) : [];
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw await tooNew(file, unknown, known);
  if (done.length === known.length) return null;

  const backup = done.length === 0 ? null : await backUp(file, done.at(-1)!);
  await migrate(options, backup);
  return backup;
}

async function tooNew(
  file: string,
  unknown: readonly string[],
  known: readonly string[],
): Promise<UpgradeError> {
  const copy = await newestCopy(file, known);
  const way = copy
    ? `put back the copy from before the upgrade with "sdp-admin restore ${copy} --replace"; what was written since is lost`
    : 'restore a backup from before the upgrade';
  return new UpgradeError(
    `The database ${file} is of a newer release: it has ${unknown.join(', ')}, which this one does not know. ` +
      `Start the newer release again, or stop this one and ${way} (docs/operations.md, Go back).`,
  );
}

/** The newest copy that an upgrade made and this release can use; null when there is none. */
async function newestCopy(file: string, known: readonly string[]): Promise<string | null> {
  const folder = join(dirname(file), FOLDER);
  for (const name of (await copiesIn(folder).catch(() => [])).reverse()) {
    const done = await migrationsIn(join(folder, name)).catch(() => []);
    if (done.length > 0 && done.every((one) => known.includes(one))) return join(folder, name);
  }
  return null;
}

/** Their names, the oldest first. */
async function copiesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sqlite')).sort();
}

async function backUp(file: string, last: string): Promise<string> {
  const folder = join(dirname(file), FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const backup = join(folder, `${time}-after-${last}.sqlite`);
  await copyDatabase(file, backup);
  const faults = await faultsIn(backup);
  if (faults.length > 0)
    throw new UpgradeError(
      `The database ${file} is not upgraded, because its backup is not sound: ${faults[0]}. Restore a good backup first.`,
    );
  await removeOldest(folder);
  return backup;
}

async function removeOldest(folder: string): Promise<void> {
  for (const name of (await copiesIn(folder)).slice(0, -KEPT)) await rm(join(folder, name));
}

async function migrate(options: DataSourceOptions, backup: string | null): Promise<void> {
  const database = new DataSource({ ...options, migrationsRun: false } as DataSourceOptions);
  await database.initialize();
  try {
    await database.runMigrations({ transaction: 'all' });
  } catch (error) {
    const copy = backup ? ` A copy is ${basename(dirname(backup))}/${basename(backup)}.` : '';
    throw new UpgradeError(
      `The database could not be brought to this release and is as it was: ${(error as Error).message}.${copy} ` +
        'Start the previous release again, and report this with the log.',
    );
  } finally {
    await database.destroy();
  }
}
