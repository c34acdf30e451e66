import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { type DeploymentPlan } from '../strategies/deploy-strategy.js';

/**
 * Makes a plan's files. What is there already stays untouched: a release that is started again is mounted in another
 * container, too.
 */
export async function makeFiles({ files }: Pick<DeploymentPlan, 'files'>): Promise<void> {
  for (const { path, text } of files) {
    if (text === null) await mkdir(path, { recursive: true });
    else if (!(await isThere(path))) await writeWhole(path, text);
  }
}

export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
