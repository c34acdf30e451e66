import { readdir, readFile } from 'node:fs/promises';

/**
 * Ends what outlives the agents by design and has its data folder below `root`: port switches, and the nginx of the
 * sandbox switch, which writes its title and all its arguments into one.
 */
export async function stopDetached(root: string): Promise<void> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const args = line.split('\0');
    const isDetached = args.includes('port-switch') || /^nginx: master /.test(args[0] ?? '');
    if (isDetached && args.some((arg) => arg.includes(`${root}/`))) stop(Number(name));
  }
}

/** nginx ends its workers itself. */
function stop(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended by itself meanwhile.
  }
}
