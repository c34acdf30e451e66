import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { childPath } from '../process/child-environment.js';
import { runCommand } from '../process/run-command.js';
import { BuildUserError, type BuildUser } from './build-user.js';
import { withoutRights } from './without-rights.js';

const DEADLINE_MS = 5_000;
const POLL_MS = 10;

/**
 * Kills everything that runs as a user, whatever group or session it went to. The kernel signals all of them at
 * once, so that nothing can be faster by forking (kill(2), -1).
 */
export async function endProcessesOf(user: BuildUser): Promise<void> {
  if (!(await hasProcesses(user))) return;
  const killAll = { program: 'sh', args: ['-c', 'kill -KILL -1'], cwd: '/', env: { PATH: childPath } };
  await runCommand(withoutRights(killAll, user), { purpose: 'ending a build', timeoutMs: DEADLINE_MS });
  const deadline = performance.now() + DEADLINE_MS;
  while (await hasProcesses(user)) {
    if (performance.now() > deadline)
      throw new BuildUserError(`processes of "${user.name}" do not end, though they were killed.`);
    await pause(POLL_MS);
  }
}

/** Not by the owner of `/proc/<pid>`: it is root for a process that does not let itself be traced. */
export async function hasProcesses({ uid }: Pick<BuildUser, 'uid'>): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const owners = await Promise.all(pids.map(ownerOf));
  return owners.includes(uid);
}

/** Null for one that is gone, or only waits to be reaped. */
async function ownerOf(pid: string): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const isOver = /^State:\s+[ZX]/m.test(status);
  const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1];
  return isOver || uid === undefined ? null : Number(uid);
}
