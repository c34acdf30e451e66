import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DataSource } from 'typeorm';
import { runAdminCommand } from '../src/admin-cli/admin-command.js';
import { lastBackupSeconds } from '../src/backup/last-backup.js';
import { oneAtATime } from '../src/backup/one-at-a-time.js';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';

type Rows = Record<string, unknown>[];

/** Every row of every table. */
async function contentsOf(file: string): Promise<Record<string, Rows>> {
  const database = new DataSource({ type: 'better-sqlite3', database: file, readonly: true });
  await database.initialize();
  const tables = await database.query<{ name: string }[]>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  const contents: Record<string, Rows> = {};
  for (const { name } of tables) contents[name] = await database.query<Rows>(`SELECT * FROM "${name}"`);
  await database.destroy();
  return contents;
}

/** Each makes backups beside a whole control plane, on whatever else the machine does. */
jest.setTimeout(120_000);

describe('sdp-admin', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let sandboxId: string;
  let folder: string;
  let printed: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-backups-'));
    printed = [];
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser('ada');
    sandboxId = (await ada.aSandboxWith({ repository: 'orders' })).id;
  });
  afterEach(async () => {
    await plane.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const admin = (...args: string[]) =>
    runAdminCommand(args, { SDP_DATA_DIR: plane.dataDir }, (text) => printed.push(text));
  const deployWithLog = async (text: string): Promise<string> => {
    const frame = await agent.runFrame((await ada.deploy(sandboxId, 'orders')).id);
    const { deploymentId, epoch } = frame;
    await agent.report(frame, aGoodRun().slice(0, 1));
    await agent.ask('deployment:log', { deploymentId, epoch, offset: 0, text });
    await agent.report(frame, aGoodRun(Buffer.byteLength(text)));
    return deploymentId;
  };
  const backup = async (): Promise<string> => {
    await admin('backup', folder);
    return join(folder, (await readdir(folder)).sort().at(-1)!);
  };

  it('restores what it backed up, row for row and byte for byte', async () => {
    const deploymentId = await deployWithLog('first line\nzweite Zeile: äöü\n');
    const log = await readFile(join(plane.dataDir, 'logs', `${deploymentId}.log`));
    await plane.close();
    const before = await contentsOf(join(plane.dataDir, 'control-plane.sqlite'));
    const path = await backup();

    const empty = join(folder, 'fresh');
    await admin('restore', path, '--data-dir', empty);
    expect(await contentsOf(join(empty, 'control-plane.sqlite'))).toEqual(before);
    expect(await readFile(join(empty, 'logs', `${deploymentId}.log`))).toEqual(log);
    expect(printed.join('\n')).toMatch(/is good: the database and 1 logs/);
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect(Date.now() / 1000 - (await lastBackupSeconds(plane.dataDir))).toBeLessThan(60);
  });

  it('backs up while it is written to: whole deployments, each with all of its log', async () => {
    let isOver = false;
    const logs = new Map<string, string>();
    const writing = (async () => {
      for (let number = 0; !isOver; number++) {
        const text = `deployment ${number}\n`.repeat(200);
        logs.set(await deployWithLog(text), text);
      }
    })();
    const paths: string[] = [];
    for (let count = 0; count < 3; count++) paths.push(await backup());
    isOver = true;
    await writing;

    for (const path of paths) {
      const { deployment = [] } = await contentsOf(join(path, 'database.sqlite'));
      const ended = deployment.filter(({ state }) => state === 'succeeded');
      for (const { id } of ended)
        expect(await readFile(join(path, 'logs', `${String(id)}.log`), 'utf8')).toBe(logs.get(String(id)));
      await admin('verify', path);
    }
    expect(logs.size).toBeGreaterThan(0);
  });

  it('goes on from a restored backup as if nothing had happened', async () => {
    const deploymentId = await deployWithLog('kept\n');
    const path = await backup();
    await deployWithLog('made later\n');
    await plane.close();
    await admin('restore', path, '--replace');
    expect(printed.at(-1)).toMatch(/What was there before is in .*before-restore-/);

    plane = await ControlPlane.start({ dataDir: plane.dataDir });
    await plane.agent();
    const again = await plane.browser('ada');
    const { items } = await again.call<{ items: { id: string }[] }>(
      'GET',
      `/api/deployments?sandboxId=${sandboxId}`,
    );
    expect(items.map(({ id }) => id)).toEqual([deploymentId]);
    const log = await again.send('GET', `/api/deployments/${deploymentId}/log`);
    expect(log.text).toContain('kept');
  });

  it('refuses to restore over a control plane that runs, and over data', async () => {
    const path = await backup();
    await expect(admin('restore', path, '--replace')).rejects.toThrow(
      /A control plane runs on .*Stop it first/,
    );
    await plane.close();
    await expect(admin('restore', path)).rejects.toThrow(/There is data in .*--replace/);
    plane = await ControlPlane.start({ dataDir: plane.dataDir });
  });

  it.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    [
      'a byte less of the database',
      (path) => truncate(join(path, 'database.sqlite'), 4096),
      /database.sqlite has changed/,
    ],
    [
      'another database',
      (path) => appendFile(join(path, 'database.sqlite'), 'x'),
      /database.sqlite has changed/,
    ],
    ['a file more', (path) => writeFile(join(path, 'logs', 'x.log'), ''), /x.log does not belong/],
    ['no manifest', (path) => rm(join(path, 'manifest.json')), /is no backup/],
  ])('refuses a backup with %s, and leaves the data alone', async (_, damage, words) => {
    const path = await backup();
    await plane.close();
    const before = await contentsOf(join(plane.dataDir, 'control-plane.sqlite'));
    await damage(path);
    await expect(admin('verify', path)).rejects.toThrow(words);
    await expect(admin('restore', path, '--replace')).rejects.toThrow(words);
    expect(await contentsOf(join(plane.dataDir, 'control-plane.sqlite'))).toEqual(before);
    plane = await ControlPlane.start({ dataDir: plane.dataDir });
  });

  it.each<[string, (file: string) => Promise<unknown>]>([
    ['is cut off', (file) => truncate(file, 5000)],
    ['is no database', (file) => writeFile(file, 'something else entirely\n'.repeat(500))],
    ['is empty', (file) => truncate(file, 0)],
  ])('restores over a database that %s, and keeps it', async (_, damage) => {
    const path = await backup();
    await plane.close();
    const file = join(plane.dataDir, 'control-plane.sqlite');
    await damage(file);
    const damaged = await readFile(file);
    await admin('restore', path, '--replace');
    expect(await contentsOf(file)).toEqual(await contentsOf(join(path, 'database.sqlite')));
    const [previous = ''] = (await readdir(plane.dataDir)).filter((name) =>
      name.startsWith('before-restore-'),
    );
    expect(await readFile(join(plane.dataDir, previous, 'control-plane.sqlite'))).toEqual(damaged);
    plane = await ControlPlane.start({ dataDir: plane.dataDir });
  });

  it('restores over what a killed control plane left, which is touched by nothing but the exchange', async () => {
    const path = await backup();
    const killed = join(folder, 'killed');
    const names = ['', '-shm', '-wal'].map((suffix) => `control-plane.sqlite${suffix}`);
    await mkdir(killed);
    for (const name of names) await cp(join(plane.dataDir, name), join(killed, name));
    const bytes = (where: string) => Promise.all(names.map((name) => readFile(join(where, name))));
    const left = await bytes(killed);
    expect(left.every(({ length }) => length > 0)).toBe(true);

    await expect(admin('restore', path, '--data-dir', killed)).rejects.toThrow(/There is data in/);
    expect((await readdir(killed)).sort()).toEqual(names);
    expect(await bytes(killed)).toEqual(left);
    await admin('restore', path, '--data-dir', killed, '--replace');
    const [previous = '', ...rest] = (await readdir(killed)).sort();
    expect(rest).toEqual(['control-plane.sqlite', 'logs']);
    expect(await bytes(join(killed, previous))).toEqual(left);
  });

  it('makes no backup where there is no room, says so and removes nothing', async () => {
    const path = await backup();
    const short = ['backup', folder, '--keep', '2'];
    const environment = { SDP_DATA_DIR: plane.dataDir, SDP_MIN_FREE_DISK_MB: '9000000' };
    await expect(runAdminCommand(short, environment, () => undefined)).rejects.toThrow(
      /no room .*it needs \d+\.\d MB, and 9000000\.0 MB have to stay free .*but \d+\.\d MB are free.*Free some space/s,
    );
    expect((await readdir(folder)).filter((name) => name.startsWith('sdp-'))).toEqual([basename(path)]);
  });

  it('removes what a killed backup left, but never what another one writes', async () => {
    const partial = 'sdp-2026-01-31T02-30-00-000Z.partial';
    await mkdir(join(folder, partial));
    await writeFile(join(folder, partial, 'database.sqlite'), 'half of it');
    await oneAtATime(folder, async () => {
      await expect(admin('backup', folder)).rejects.toThrow(
        /Another backup is written into .* at the moment/,
      );
      expect(await readdir(folder)).toContain(partial);
    });
    await backup();
    expect(await readdir(folder)).not.toContain(partial);
  });

  it('lists backups, and keeps as many as it is told', async () => {
    const paths = [await backup(), await backup()];
    await cp(paths[0]!, join(folder, 'not-a-backup'), { recursive: true });
    await admin('backup', folder, '--keep', '2');
    printed = [];
    await admin('list', folder);
    expect(printed).toHaveLength(2);
    expect(printed[0]).toContain(paths[1]!);
    expect(await readdir(folder)).toContain('not-a-backup');
  });

  it.each([[[]], [['--help']]])('says how it is used: %j', async (args) => {
    await admin(...args);
    expect(printed.join()).toContain('sdp-admin backup FOLDER');
  });

  it.each([[['backup']], [['fly', 'x']], [['backup', 'x', '--fast']], [['backup', 'x', '--keep', '0']]])(
    'refuses %j with its usage or a reason',
    async (args) => {
      await expect(admin(...args)).rejects.toThrow(/sdp-admin|--keep/);
    },
  );
});
