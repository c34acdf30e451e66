import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CONTROL_PLANE, readVariables } from '@sdp/settings';
import { BackupError } from '../backup/backup-error.js';
import { noteBackup } from '../backup/last-backup.js';
import { listBackups, pruneBackups, removePartial } from '../backup/list-backups.js';
import { makeBackup } from '../backup/make-backup.js';
import { megabytes } from '../backup/megabytes.js';
import { oneAtATime } from '../backup/one-at-a-time.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { bytesNeeded, makeRoom } from '../backup/room.js';
import { verifyBackup } from '../backup/verify-backup.js';
import { retentionDryRun } from '../retention/dry-run/dry-run.js';
import { versionOf } from '../version.js';
import { writeSupportBundle } from '../support/support-bundle.js';
import { readEnvironmentFile } from './environment-file.js';

export const USAGE = `sdp-admin: what the operator of a control plane does on its host

  sdp-admin backup FOLDER [--keep N]     copy database and logs into FOLDER while everything runs, and verify the copy
  sdp-admin verify BACKUP                read all of a backup and say whether it is good
  sdp-admin list FOLDER                  the backups in FOLDER
  sdp-admin restore BACKUP [--replace]   put a backup, or the copy of before an upgrade, in place; the control plane
                                         must be stopped
  sdp-admin retention --dry-run          what of the past would be removed, here and on the agents' hosts
  sdp-admin support-bundle FILE          what a maintainer needs to know, without secrets

The data folder is SDP_DATA_DIR, or what --data-dir says. With --settings /etc/sdp/control-plane.env everything goes by
the settings in that file, read as systemd reads them for the service.`;

type Print = (text: string) => void;

/** Does what the arguments say. @throws BackupError with words for the operator */
export async function runAdminCommand(
  args: readonly string[],
  ownEnvironment: NodeJS.ProcessEnv,
  print: Print,
): Promise<void> {
  const { positionals, values } = read(args);
  const [command, target, ...rest] = positionals;
  if (values.help || command === undefined) return print(USAGE);
  const settings = values.settings === undefined ? {} : await readEnvironmentFile(values.settings);
  const environment = { ...ownEnvironment, ...settings };
  if (command === 'retention') return retention(positionals, values, environment, print);
  if (target === undefined || rest.length > 0) throw new BackupError(USAGE);
  const dataDir = () => dataDirOf(values['data-dir'] ?? environment['SDP_DATA_DIR']);
  const version = versionOf(environment['SDP_RELEASE'] ?? '');

  switch (command) {
    case 'backup':
      return backUp(
        dataDir(),
        target,
        { version, keep: keepOf(values.keep), spare: spareOf(environment) },
        print,
      );
    case 'verify':
      return void print(summaryOf(target, await verifyBackup(target)));
    case 'list':
      return list(target, print);
    case 'restore':
      return restore(target, dataDir(), values.replace ?? false, print);
    case 'support-bundle':
      return void print(await writeSupportBundle(target, dataDir(), environment));
    default:
      throw new BackupError(`sdp-admin knows no ${command}.\n\n${USAGE}`);
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        keep: { type: 'string' },
        replace: { type: 'boolean' },
        settings: { type: 'string' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new BackupError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function dataDirOf(folder: string | undefined): string {
  if (folder) return folder;
  throw new BackupError('Which data folder? Set SDP_DATA_DIR, or give --data-dir.');
}

/** There is nothing to start by hand: the control plane and the agents do it by themselves. */
async function retention(
  positionals: readonly string[],
  values: { 'dry-run'?: boolean | undefined; 'data-dir'?: string | undefined },
  environment: NodeJS.ProcessEnv,
  print: Print,
): Promise<void> {
  if (positionals.length > 1) throw new BackupError(USAGE);
  if (!values['dry-run'])
    throw new BackupError(
      'The control plane and the agents remove what is old by themselves. "sdp-admin retention --dry-run" says what would go.',
    );
  await retentionDryRun(dataDirOf(values['data-dir'] ?? environment['SDP_DATA_DIR']), environment, print);
}

interface BackupOrder {
  /** Of this program. */
  version: string;
  /** How many backups stay; all of them when undefined. */
  keep: number | undefined;
  /** Bytes that have to stay free. */
  spare: number;
}

function keepOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (Number(text) >= 1) return Number(text);
  throw new BackupError('--keep wants the number of backups to keep, at least 1.');
}

function spareOf(environment: NodeJS.ProcessEnv): number {
  const { SDP_MIN_FREE_DISK_MB } = CONTROL_PLANE.variables;
  const { values, problems } = readVariables(environment, { SDP_MIN_FREE_DISK_MB });
  if (problems.length > 0) throw new BackupError(problems.join('\n'));
  return values.SDP_MIN_FREE_DISK_MB * 1024 * 1024;
}

async function backUp(dataDir: string, into: string, order: BackupOrder, print: Print): Promise<void> {
  const { version, keep, spare } = order;
  await mkdir(into, { recursive: true, mode: 0o700 });
  await oneAtATime(into, async () => {
    for (const gone of await removePartial(into)) print(`removed ${gone}, which did not come to its end`);
    const wanted = { needed: await bytesNeeded(dataDir), spare, mayRemove: keep !== undefined };
    for (const gone of await makeRoom(into, wanted)) print(`removed ${gone}, to make room`);

    const folder = await makeBackup(dataDir, into, version);
    print(summaryOf(folder, await verifyBackup(folder)));
    if (keep) for (const gone of await pruneBackups(into, keep)) print(`removed ${gone}`);
    await noteBackup(dataDir, folder);
  });
}

async function list(folder: string, print: Print): Promise<void> {
  const backups = await listBackups(folder);
  if (backups.length === 0) print(`There is no backup in ${folder}.`);
  for (const { folder: path, version, bytes, logs } of backups)
    print(`${path}  ${version}  ${megabytes(bytes)}, ${logs} logs`);
}

async function restore(folder: string, dataDir: string, mayReplace: boolean, print: Print): Promise<void> {
  const { previous } = await restoreBackup(folder, dataDir, mayReplace);
  print(`${folder} is in place in ${dataDir}. Start the control plane.`);
  if (previous) print(`What was there before is in ${previous}; remove it when all is well.`);
}

function summaryOf(
  folder: string,
  { files, version }: { files: { bytes: number }[]; version: string },
): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${folder} is good: the database and ${files.length - 1} logs, ${megabytes(bytes)}, of release ${version}`;
}
