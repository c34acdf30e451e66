import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

interface Manifest {
  commit: string;
  files: Record<string, string>;
}

/** The manifest first, as `npm run package` has it. */
const REPACK = `cd "$1" && tar -cf - manifest.json $(ls -A | grep -vx manifest.json) | gzip -1 >"$2"`;

/**
 * Archives as a later commit would make them: another commit in the manifest, and in those of `changed` what `change`
 * makes of the unpacked files, with the checksums they then have (unless it says to keep the old ones).
 */
export function laterRelease(
  from: string,
  to: string,
  commit: string,
  changed?: readonly string[],
  change: (folder: string) => void | 'keep the old checksums' = () => undefined,
): void {
  mkdirSync(to);
  for (const file of readdirSync(from).filter((name) => name.endsWith('.tar.gz'))) {
    const component = /^sdp-(.+?)-\d/.exec(file)?.[1] ?? '';
    if (changed && !changed.includes(component)) continue;
    const folder = mkdtempSync(join(tmpdir(), 'sdp-repack-'));
    execFileSync('tar', ['-xzf', join(from, file), '-C', folder]);
    const keepsSums = change(folder) === 'keep the old checksums';
    writeManifest(folder, commit, changed !== undefined && !keepsSums);
    execFileSync('sh', ['-c', REPACK, '-', folder, join(to, file)]);
    rmSync(folder, { recursive: true });
  }
  sumUp(to);
}

/** SHA256SUMS of a folder of archives. */
function sumUp(folder: string): void {
  const archives = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));
  const lines = archives.map((name) => `${sumOf(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
}

/** A copy of the archives in which one byte of one file is another. */
export function damagedCopy(from: string, to: string, component: string): void {
  cpSync(from, to, { recursive: true });
  const [file] = readdirSync(to).filter((name) => name.startsWith(`sdp-${component}-`));
  const path = join(to, basename(file ?? ''));
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(path, bytes);
}

function writeManifest(folder: string, commit: string, isChanged: boolean): void {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const files = isChanged
    ? Object.fromEntries(Object.keys(manifest.files).map((name) => [name, sumOf(join(folder, name))]))
    : manifest.files;
  writeFileSync(path, JSON.stringify({ ...manifest, commit, files }, null, 2));
}

function sumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
