import { parseArgs } from 'node:util';
import { BackupError } from '../backup/backup-error.js';
import { listBackups, pruneBackups } from '../backup/list-backups.js';
import { makeBackup } from '../backup/make-backup.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { verifyBackup } from '../backup/verify-backup.js';
import { retentionDryRun } from '../retention/dry-run/dry-run.js';
import { versionOf } from '../version.js';
import { writeSupportBundle } from '../support/support-bundle.js';

export const USAGE = `sdp-admin: what the operator of a control plane does on its host

  sdp-admin backup FOLDER [--keep N]     copy database and logs into FOLDER while everything runs, and verify the copy
  sdp-admin verify BACKUP                read all of a backup and say whether it is good
  sdp-admin list FOLDER                  the backups in FOLDER
  sdp-admin restore BACKUP [--replace]   put a backup in place; the control plane must be stopped
  sdp-admin retention --dry-run          what of the past would be removed, here and on the agents' hosts
  sdp-admin support-bundle FILE          what a maintainer needs to know, without secrets

The data folder is SDP_DATA_DIR, or what --data-dir says.`;

type Print = (text: string) => void;

/** Does what the arguments say. @throws BackupError with words for the operator */
export async function runAdminCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  print: Print,
): Promise<void> {
  const { positionals, values } = read(args);
  const [command, target, ...rest] = positionals;
  if (values.help || command === undefined) return print(USAGE);
  if (command === 'retention') return retention(positionals, values, environment, print);
  if (target === undefined || rest.length > 0) throw new BackupError(USAGE);
  const dataDir = () => dataDirOf(values['data-dir'] ?? environment['SDP_DATA_DIR']);
  const version = versionOf(environment['SDP_RELEASE'] ?? '');

  switch (command) {
    case 'backup':
      return backUp(dataDir(), target, version, values.keep, print);
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

async function backUp(
  dataDir: string,
  into: string,
  version: string,
  keep: string | undefined,
  print: Print,
): Promise<void> {
  const kept = keep === undefined ? Infinity : Number(keep);
  if (!(kept >= 1)) throw new BackupError('--keep wants the number of backups to keep, at least 1.');
  const folder = await makeBackup(dataDir, into, version);
  print(summaryOf(folder, await verifyBackup(folder)));
  if (kept !== Infinity) for (const gone of await pruneBackups(into, kept)) print(`removed ${gone}`);
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

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
