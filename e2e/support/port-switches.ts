import { readdir, readFile } from 'node:fs/promises';

/** Ends the port switches whose data folder is below `root`: they outlive their agents by design. */
export async function stopPortSwitches(root: string): Promise<void> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const args = line.split('\0');
    if (args.includes('port-switch') && args.some((arg) => arg.startsWith(root)))
      process.kill(Number(name), 'SIGKILL');
  }
}
