import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The processes of the one nginx that was started in a folder. */
export class NginxProcesses {
  constructor(private readonly folder: string) {}

  /**
   * The master that the pid file names; null when it is gone. The number may be somebody else's by now: the title
   * has the folder.
   */
  async master(): Promise<number | null> {
    const text = await readFile(join(this.folder, 'nginx.pid'), 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    if (!(pid > 0)) return null;
    const title = await titleOf(pid);
    return title.startsWith('nginx: master process') && title.includes(`${this.folder}/`) ? pid : null;
  }

  /** Workers whose master was killed: they go on, and keep the port. */
  async orphans(): Promise<number[]> {
    const home = await stat(this.folder);
    const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found: number[] = [];
    for (const number of numbers) {
      if (!(await titleOf(number)).startsWith('nginx: worker process')) continue;
      const cwd = await stat(`/proc/${number}/cwd`).catch(() => null);
      const isOurs = cwd?.ino === home.ino && cwd.dev === home.dev;
      if (isOurs && (await isOrphan(number))) found.push(Number(number));
    }
    return found;
  }
}

async function isOrphan(pid: string): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\s+(\d+)$/m.exec(status)?.[1];
  return parent !== undefined && !(await titleOf(parent)).startsWith('nginx: master process');
}

async function titleOf(pid: string | number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.replaceAll('\0', ' ').trim();
}
