import { execFile } from 'node:child_process';
import { chmod, chown, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildUser } from './build-user.js';

const run = promisify(execFile);

/** Folders of the agent's, which others pass through only while a gate is open to them. */
const CLOSED = 0o700;
const OPEN_TO_GROUP = 0o710;

/** The folder around what a build writes to: whoever cannot pass it reaches nothing inside. */
export function gatesOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => dirname(path)))];
}

export async function openGates(gates: readonly string[], { gid }: BuildUser): Promise<void> {
  for (const gate of gates) {
    await chown(gate, process.getuid!(), gid);
    await chmod(gate, OPEN_TO_GROUP);
  }
}

export async function closeGates(gates: readonly string[]): Promise<void> {
  for (const gate of gates) await chmod(gate, CLOSED);
}

/** Gives folders with everything in them to a user; one that is theirs already is left as it is. */
export async function handOver(folders: readonly string[], user: BuildUser): Promise<void> {
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    if ((await lstat(folder)).uid !== user.uid) await changeOwner(folder, user.uid, user.gid);
  }
}

/**
 * Makes folders the agent's again, readable for the users that containers run as. Nobody may work in them any more.
 * No link is followed.
 */
export async function takeBack(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    await changeOwner(folder, process.getuid!(), process.getgid!());
    await run('chmod', ['-R', 'u+rwX,go+rX,go-w,a-s', '--', folder]);
  }
}

/** Closes what a crash may have left open: every folder so many levels below. */
export async function closeGatesBelow(folder: string, levels: number): Promise<void> {
  if (levels === 0) return closeGates([folder]);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isDirectory()) await closeGatesBelow(join(folder, entry.name), levels - 1);
}

async function changeOwner(folder: string, uid: number, gid: number): Promise<void> {
  await run('chown', ['-R', '-h', '-P', '--', `${uid}:${gid}`, folder]);
}
