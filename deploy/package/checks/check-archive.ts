import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Component } from '../components.js';
import { filesBelow } from '../files.js';
import { type Manifest, MANIFEST, sha256 } from '../manifest.js';
import { type Source } from '../source.js';
import { isForAmd64 } from './elf.js';
import { makeBareMachine } from './bare-machine.js';
import { SIGNS_OF_LIFE } from './signs-of-life.js';

export interface ArchiveToCheck {
  root: string;
  file: string;
  component: Component;
  source: Source;
}

const run = promisify(execFile);

/** Unpacks an archive as a host does, and starts what is in it. Throws what is wrong; tells what it saw. */
export async function checkArchive({ root, file, component, source }: ArchiveToCheck): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sdp-check-'));
  try {
    await run('tar', ['-xzf', file, '-C', folder]);
    const paths = await filesBelow(folder);
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
    await checkFiles(folder, paths, manifest, root);
    if (!component.program) return `${paths.length} files`;
    const machine = await makeBareMachine(folder);
    const release = `${source.version}+${source.commit.slice(0, 12)}`;
    return await SIGNS_OF_LIFE[component.program.signOfLife](machine, release);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkFiles(folder: string, paths: string[], { files }: Manifest, root: string): Promise<void> {
  const listed = Object.keys(files);
  const unlisted = paths.filter((path) => path !== MANIFEST && !listed.includes(path));
  if (unlisted.length > 0 || listed.length !== paths.length - 1)
    throw new Error(`The manifest does not list what is in the archive: ${unlisted.join(', ')}`);
  for (const path of listed) {
    const bytes = await readFile(join(folder, path));
    if (sha256(bytes) !== files[path]) throw new Error(`${path} is not what the manifest says.`);
    checkMachine(path, bytes);
    if (bytes.includes(root))
      throw new Error(`${path} names the folder ${root} of the machine it was built on.`);
  }
}

function checkMachine(path: string, bytes: Buffer): void {
  const isRight = isForAmd64(bytes);
  const isNative = path === 'bin/node' || path.endsWith('.node');
  if (isRight === false || (isNative && isRight === null))
    throw new Error(`${path} is no program for linux/amd64.`);
}
