import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHECKOUT, copyCheckout, packageIn } from './checkout-copy.js';

const run = promisify(execFile);
const FOLDER = join(CHECKOUT, 'data/test-packages');

/**
 * The archives of `npm run package` for the checkout as it is, in a folder. Made once for all test files that need
 * them, also when these run side by side; SDP_TEST_PACKAGES names a folder of archives that were made beforehand.
 */
export async function testPackages(): Promise<string> {
  const made = process.env['SDP_TEST_PACKAGES'];
  if (made) return made;
  const folder = join(FOLDER, await stateOfCheckout());
  await mkdir(FOLDER, { recursive: true });
  const make = ['--import', 'tsx', 'e2e/support/packages/make-packages.ts', folder];
  await run('flock', [join(FOLDER, 'lock'), process.execPath, ...make], { cwd: CHECKOUT });
  return folder;
}

/** Makes them, unless they are there; `said.txt` has what the packaging said. */
export async function makePackages(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const copy = `${folder}.checkout`;
  await rm(copy, { recursive: true, force: true });
  await copyCheckout(copy);
  const said = await packageIn(copy);
  const made = join(copy, 'dist/packages');
  await writeFile(join(made, 'said.txt'), said);
  await rename(made, folder);
  await rm(copy, { recursive: true });
}

/** Another one for every change, committed or not. */
async function stateOfCheckout(): Promise<string> {
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd: CHECKOUT, maxBuffer: 2 ** 27 })).stdout;
  const hash = createHash('sha256');
  for (const part of [await git('rev-parse', 'HEAD'), await git('status', '--porcelain'), await git('diff')])
    hash.update(part);
  return hash.digest('hex').slice(0, 16);
}
