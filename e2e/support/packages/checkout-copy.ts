import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Tests are started in it, and so is what they start. */
export const CHECKOUT = process.cwd();

/**
 * The checkout as it is, changes included, in a new folder: what is compiled there disturbs nobody who runs what was
 * compiled here. Its node_modules are links to these files, where the file system lets them.
 */
export async function copyCheckout(folder: string): Promise<void> {
  await run('git', ['clone', '--quiet', '--shared', '--no-checkout', CHECKOUT, folder]);
  await run('git', ['-C', folder, 'reset', '--quiet']); // what is committed counts as that in the copy, too
  const listed = await run('git', ['-C', CHECKOUT, 'ls-files', '-z', '-co', '--exclude-standard']);
  for (const path of listed.stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(CHECKOUT, path), join(folder, path)).catch(() => undefined); // deleted, but still in the index
  }
  const modules = [join(CHECKOUT, 'node_modules'), join(folder, 'node_modules')];
  await run('cp', ['-al', ...modules]).catch(() => run('cp', ['-aT', ...modules]));
}

/** `npm run package`; what it says of each archive. The archives are in `dist/packages` of the folder. */
export async function packageIn(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['run', '--silent', 'package', '--', '--uncommitted'], { cwd: folder });
  return stdout;
}
