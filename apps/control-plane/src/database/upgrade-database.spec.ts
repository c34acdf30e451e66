import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { runAdminCommand } from '../admin-cli/admin-command.js';
import { databaseOptions } from './database-options.js';
import { migrations } from './migrations.js';
import { faultsIn, migrationsIn } from './stored-database.js';
import { upgradeDatabase } from './upgrade-database.js';

class Failing9999999999999 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "agent" ADD COLUMN "halfway" text');
    await runner.query('ALTER TABLE "nothing" ADD COLUMN "x" text');
  }
  async down(): Promise<void> {}
}

describe('The upgrade of a database', () => {
  let folder: string;
  let file: string;
  const previous = migrations.slice(0, -1);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-upgrade-'));
    file = join(folder, 'control-plane.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const query = async (text: string) => {
    const database = new DataSource({ ...databaseOptions(file), migrationsRun: false });
    await database.initialize();
    const rows = await database.query<Record<string, unknown>[]>(text);
    await database.destroy();
    return rows;
  };
  const anAgent = () =>
    query(`INSERT INTO agent (id, name, kind, strategies) VALUES ('a', 'micro-1', 'micro', '')`);

  it('makes a new one without a backup, once', async () => {
    expect(await upgradeDatabase(file)).toBeNull();
    expect(await migrationsIn(file)).toEqual(migrations.map(({ name }) => name));
    expect(await upgradeDatabase(file)).toBeNull();
    expect(await readdir(folder)).not.toContain('upgrade-backups');
  });

  it('brings one of the release before forward, behind a backup that is as it was', async () => {
    await upgradeDatabase(file, previous);
    await anAgent();
    const backup = await upgradeDatabase(file);
    expect(await migrationsIn(file)).toEqual(migrations.map(({ name }) => name));
    expect(await query('SELECT name FROM agent')).toEqual([{ name: 'micro-1' }]);

    expect(await migrationsIn(backup!)).toEqual(previous.map(({ name }) => name));
    expect(await faultsIn(backup!)).toEqual([]);
    expect((await stat(join(folder, 'upgrade-backups'))).mode & 0o077).toBe(0);
  });

  it('leaves everything as it was when a migration fails, and says what to do', async () => {
    await upgradeDatabase(file, previous);
    await anAgent();
    const failing = upgradeDatabase(file, [...migrations, Failing9999999999999]);
    await expect(failing).rejects.toThrow(
      /is as it was: .*nothing.* copy is upgrade-backups\/.*previous release/s,
    );
    expect(await migrationsIn(file)).toEqual(previous.map(({ name }) => name));
    const columns = await query(`SELECT name FROM pragma_table_info('agent')`);
    expect(columns.map(({ name }) => name)).not.toContain('halfway');
    expect(await query('SELECT name FROM agent')).toEqual([{ name: 'micro-1' }]);
  });

  it('refuses one of a newer release, and touches nothing', async () => {
    await upgradeDatabase(file);
    await query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`,
    );
    await expect(upgradeDatabase(file)).rejects.toThrow(
      /newer release: it has FromTheFuture.*restore a backup/s,
    );
    expect(await migrationsIn(file)).toContain('FromTheFuture9999999999999');
  });

  describe('goes back', () => {
    const names = (some: readonly { name: string }[]) => some.map(({ name }) => name);
    const admin = (...args: string[]) =>
      runAdminCommand(args, { SDP_DATA_DIR: folder }, (text) => printed.push(text));
    let printed: string[];

    beforeEach(async () => {
      printed = [];
      await upgradeDatabase(file, previous);
      await anAgent();
      await mkdir(join(folder, 'logs'));
      await writeFile(join(folder, 'logs', 'x.log'), 'a line\n');
    });

    it('with the command that the older release names, to what was there before the upgrade', async () => {
      await upgradeDatabase(file);
      await query(`UPDATE agent SET name = 'renamed'`);
      const refusal = await upgradeDatabase(file, previous).catch((error: Error) => error.message);
      expect(refusal).toMatch(/is of a newer release.*what was written since is lost/s);
      const [, command = ''] = /"sdp-admin (restore [^"]*)"/.exec(String(refusal)) ?? [];
      await admin(...command.split(' '));

      expect(await upgradeDatabase(file, previous)).toBeNull();
      expect(await query('SELECT name FROM agent')).toEqual([{ name: 'micro-1' }]);
      expect(await readFile(join(folder, 'logs', 'x.log'), 'utf8')).toBe('a line\n');
      const [, kept = ''] = /What was there before is in (.*);/.exec(printed.join('\n')) ?? [];
      expect(await migrationsIn(join(kept, 'control-plane.sqlite'))).toEqual(names(migrations));
    });

    it('only with --replace, and with no copy that is damaged or something else', async () => {
      const copy = (await upgradeDatabase(file))!;
      await expect(admin('restore', copy)).rejects.toThrow(/There is data in .*--replace/);
      await truncate(copy, (await stat(copy)).size - 4096);
      await expect(admin('restore', copy, '--replace')).rejects.toThrow(/is not good.*Use another copy/s);
      await writeFile(copy, '');
      await expect(admin('restore', copy, '--replace')).rejects.toThrow(/is no database of a control plane/);
      await expect(upgradeDatabase(file, previous)).rejects.toThrow(/restore a backup from before/);
      expect(await migrationsIn(file)).toEqual(names(migrations));
    });
  });

  it('keeps the last three backups', async () => {
    await upgradeDatabase(file, migrations.slice(0, 1));
    for (let count = 2; count <= 6; count++) await upgradeDatabase(file, migrations.slice(0, count));
    const backups = await readdir(join(folder, 'upgrade-backups'));
    expect(backups).toHaveLength(3);
    expect(backups.sort().at(-1)).toContain(migrations[4]!.name);
  });
});
