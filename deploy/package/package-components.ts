import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { checkArchive } from './checks/check-archive.js';
import { archiveName, type Component } from './components.js';
import { contentsOf } from './contents.js';
import { manifestFile, sha256 } from './manifest.js';
import { readSource, type Source } from './source.js';
import { tar } from './tar.js';

export interface PackageOptions {
  /** Folder of the checkout. */
  root: string;
  components: readonly Component[];
  isUncommittedAllowed: boolean;
  say: (line: string) => void;
}

const run = promisify(execFile);
const FOLDER = 'dist/packages';
const SUMS = 'SHA256SUMS';

/** Compiles, packs and checks; the archives and their checksums are in `dist/packages` afterwards. */
export async function packageComponents({ root, components, isUncommittedAllowed, say }: PackageOptions) {
  const source = await readSource(root, isUncommittedAllowed);
  await compile(root, components);
  await makeEmpty(join(root, FOLDER));
  const sums: string[] = [];
  // Compressing takes the longest, and a processor each.
  const archives = await Promise.all(components.map((component) => pack(root, component, source)));
  for (const [index, component] of components.entries()) {
    const archive = archives[index]!;
    const name = archiveName(component, source.version);
    const file = join(root, FOLDER, name);
    await writeFile(file, archive);
    const seen = await checkArchive({ root, file, component, source });
    sums.push(`${sha256(archive)}  ${name}`);
    say(`${name.padEnd(46)} ${megabytes(archive.length)}   ${seen}`);
  }
  await writeFile(join(root, FOLDER, SUMS), `${sums.sort().join('\n')}\n`);
  say(
    `${FOLDER}/${SUMS}: ${source.commit.slice(0, 12)}${source.isUncommitted ? ' and uncommitted changes' : ''}`,
  );
}

async function compile(root: string, components: readonly Component[]): Promise<void> {
  const scripts = new Set(components.map(({ script }) => script));
  for (const script of scripts) {
    await run('npm', ['run', '--silent', script], { cwd: root }).catch(
      ({ stdout, stderr }: { stdout: string; stderr: string }) => {
        throw new Error(`npm run ${script} failed:\n${stdout}${stderr}`);
      },
    );
  }
}

async function pack(root: string, component: Component, source: Source): Promise<Buffer> {
  const files = await contentsOf(root, component, source.commit);
  const manifest = manifestFile(component, source, files);
  const pieces = Readable.from(tar([...files, manifest], source.committedAt, manifest.path));
  return buffer(pieces.pipe(createGzip({ level: 9 })));
}

/** Archives of an earlier build would not be in the list of checksums. */
async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const old = (await readdir(folder)).filter((name) => name === SUMS || /^sdp-.*\.tar\.gz$/.test(name));
  await Promise.all(old.map((name) => rm(join(folder, name))));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1).padStart(5)} MB`;
}
