import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { filesBelow } from '../files.js';

const run = promisify(execFile);
const HOME = 'opt/sdp';

/**
 * A root folder with nothing in it but the unpacked archive and the C library: what starts in there needs no Node,
 * no package and no file of this machine.
 */
export class BareMachine {
  constructor(private readonly root: string) {}

  /** Starts the archive's program with these variables and no other. */
  start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const unshare = [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      `--root=${this.root}`,
      '--wd=/',
      '--mount-proc',
    ];
    const mapped = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const program = [`/${HOME}/bin/node`, `/${HOME}/app/main.mjs`];
    return spawn('unshare', [...mapped, ...unshare, ...program, ...args], {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

/** Makes it of an unpacked archive, in the same folder. */
export async function makeBareMachine(unpacked: string): Promise<BareMachine> {
  const names = await readdir(unpacked);
  await mkdir(join(unpacked, HOME), { recursive: true });
  for (const name of names) await rename(join(unpacked, name), join(unpacked, HOME, name));
  for (const folder of ['proc', 'tmp', 'dev', 'data']) await mkdir(join(unpacked, folder));
  await writeFile(join(unpacked, 'dev/null'), '');
  for (const library of await librariesOf(join(unpacked, HOME))) {
    await mkdir(join(unpacked, dirname(library)), { recursive: true });
    await cp(library, join(unpacked, library), { dereference: true });
  }
  return new BareMachine(unpacked);
}

/** Paths of the shared libraries that the native files ask for: ldd(1) prints `name => path (address)`. */
async function librariesOf(home: string): Promise<string[]> {
  const native = (await filesBelow(home)).filter((path) => path === 'bin/node' || path.endsWith('.node'));
  const outputs = await Promise.all(native.map((path) => run('ldd', [join(home, path)])));
  const paths = outputs.flatMap(({ stdout }) => stdout.match(/(?<=^\s*(?:\S+ => )?)\/\S+(?= \()/gm) ?? []);
  return [...new Set(paths)];
}
