import { execFile } from 'node:child_process';
import { readFile, statfs, writeFile } from 'node:fs/promises';
import { arch, cpus, release, totalmem, uptime } from 'node:os';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { databaseFile } from '../database/database-options.js';
import { faultsIn, migrationsIn, unknownAmong } from '../database/stored-database.js';
import { versionOf } from '../version.js';
import { maskedSettings, secretValues } from './masked-settings.js';
import { scrub } from './scrubbing.js';

const LOG_LINES = 2_000;
const PATIENCE_MS = 5_000;
const COUNTS = ['sandbox', 'service_instance', 'deployment', 'agent', 'user', 'audit'];

/**
 * One text file with what a maintainer asks for first: versions, settings, health, metrics, queue, migrations, disk
 * and the last lines of the log. Every part that cannot be had says why. Secrets are taken out of all of it.
 */
export async function writeSupportBundle(
  file: string,
  dataDir: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const sections: [string, () => Promise<string>][] = [
    ['versions', async () => versions(environment)],
    ['settings', async () => maskedSettings(environment).join('\n')],
    ['readiness', () => ask(environment, '/api/health/ready')],
    ['health', () => ask(environment, '/api/health')],
    ['database', () => database(dataDir)],
    ['deployments', () => deployments(dataDir)],
    ['disk', () => disk(dataDir)],
    ['metrics', () => ask(environment, '/api/metrics')],
    ['log', lastLines],
  ];
  const parts = [];
  for (const [title, read] of sections) parts.push(`===== ${title}\n${await read().catch(whyNot)}\n`);
  await writeFile(file, scrub(parts.join('\n'), secretValues(environment)), { mode: 0o600, flag: 'wx' });
  return `${file} is written. It holds names of people, sandboxes and hosts, and no secrets that SDP knows of: read it before you send it.`;
}

function whyNot(error: Error): string {
  return `not available: ${error.message}`;
}

function versions(environment: NodeJS.ProcessEnv): string {
  const [cpu] = cpus();
  return [
    `sdp ${versionOf(environment['SDP_RELEASE'] ?? '')}, node ${process.version}, ${arch()}`,
    `kernel ${release()}, ${cpus().length} × ${cpu?.model ?? 'unknown'}`,
    `${Math.round(totalmem() / 2 ** 20)} MB of memory, up for ${Math.round(uptime() / 3600)} h`,
  ].join('\n');
}

async function ask(environment: NodeJS.ProcessEnv, path: string): Promise<string> {
  const host = environment['SDP_HOST'] ?? '127.0.0.1';
  const local = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const token = environment['SDP_METRICS_TOKEN'];
  const answer = await fetch(
    `http://${local.includes(':') ? `[${local}]` : local}:${environment['SDP_PORT'] ?? 7300}${path}`,
    {
      headers: token && path === '/api/metrics' ? { authorization: `Bearer ${token}` } : {},
      signal: AbortSignal.timeout(PATIENCE_MS),
    },
  );
  return `${answer.status}\n${await answer.text()}`;
}

async function database(dataDir: string): Promise<string> {
  const file = databaseFile(dataDir);
  const [faults, migrations] = [await faultsIn(file), await migrationsIn(file)];
  return [
    `sound: ${faults.length === 0 ? 'yes' : faults.join('; ')}`,
    `migrations: ${migrations.join(', ')}`,
    `unknown to this release: ${unknownAmong(migrations).join(', ') || 'none'}`,
  ].join('\n');
}

async function deployments(dataDir: string): Promise<string> {
  const database = new DataSource({
    type: 'better-sqlite3',
    database: databaseFile(dataDir),
    readonly: true,
  });
  await database.initialize();
  try {
    const tables = await database.query<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'table'`,
    );
    const counted = tables.map(({ name }) => name).filter((name) => COUNTS.includes(name));
    const rows = await Promise.all(
      counted.map(async (name) => {
        const [row] = await database.query<{ count: number }[]>(`SELECT COUNT(*) AS count FROM "${name}"`);
        return `${name}: ${row?.count}`;
      }),
    );
    const states = await database.query<{ state: string; count: number }[]>(
      'SELECT state, COUNT(*) AS count FROM deployment GROUP BY state ORDER BY state',
    );
    return [...rows, ...states.map(({ state, count }) => `deployments ${state}: ${count}`)].join('\n');
  } finally {
    await database.destroy();
  }
}

async function disk(dataDir: string): Promise<string> {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const gigabytes = (count: number) => `${((count * bsize) / 2 ** 30).toFixed(1)} GB`;
  return `${gigabytes(bavail)} free of ${gigabytes(blocks)}, ${mounts.split('\n').length} mounts`;
}

async function lastLines(): Promise<string> {
  const args = ['-u', 'sdp-control-plane', '-n', String(LOG_LINES), '-o', 'cat', '--no-pager'];
  const { stdout } = await promisify(execFile)('journalctl', args, { maxBuffer: 64 * 2 ** 20 });
  return stdout;
}
