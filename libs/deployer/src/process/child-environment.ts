import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const OWNER = 'SDP_CHILD_OF';
export const childPath =
  process.env['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The environment every child starts from: nothing of the agent's own but PATH. `home` is an empty folder, so that
 * no tool finds a person's settings. The data folder marks the child as ours.
 */
export function childEnvironment(dataDir: string, home = '/nonexistent'): Record<string, string> {
  return { PATH: childPath, HOME: home, LC_ALL: 'C.UTF-8', LANGUAGE: 'en', [OWNER]: dataDir };
}

/**
 * Kills what an agent that was killed left running: builds and fetches have process groups of their own and outlive
 * it. Finds them by their mark, so it must run before the first child of this process is started.
 */
export async function endOrphans(dataDir: string): Promise<void> {
  const mark = `${OWNER}=${dataDir}`;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids) {
    if (pid === process.pid || !(await isMarked(pid, mark))) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // ended meanwhile
    }
  }
}

async function isMarked(pid: number, mark: string): Promise<boolean> {
  const environment = await readFile(join('/proc', String(pid), 'environ'), 'utf8').catch(() => '');
  return environment.split('\0').includes(mark);
}
