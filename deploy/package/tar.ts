import { dirname } from 'node:path';

/** A file of an archive. Paths have no leading slash. */
export interface ArchiveFile {
  readonly path: string;
  readonly isExecutable: boolean;
  readonly bytes: Buffer;
}

const BLOCK = 512;
const FILE = '0';
const FOLDER = '5';

/**
 * A ustar archive (POSIX.1-1988), piece by piece, in which nothing depends on the machine: sorted by path, one date,
 * owner 0:0, and two modes. `first` comes before all other files: who wants only that one need not read on.
 */
export function tar(files: readonly ArchiveFile[], date: Date, first?: string): Buffer[] {
  const seconds = Math.floor(date.getTime() / 1000);
  const folders = foldersOf(files).map((path) => header(`${path}/`, FOLDER, 0o755, 0, seconds));
  const sorted = [...files].sort(byPath);
  const inOrder = [
    ...sorted.filter(({ path }) => path === first),
    ...sorted.filter(({ path }) => path !== first),
  ];
  const members = inOrder.flatMap(({ path, isExecutable, bytes }) => {
    const mode = isExecutable ? 0o755 : 0o644;
    return [header(path, FILE, mode, bytes.length, seconds), bytes, padding(bytes.length)];
  });
  return [...folders, ...members, Buffer.alloc(2 * BLOCK)];
}

/** Every folder, parents first: without an entry of its own a folder gets whatever mode the unpacking person has. */
function foldersOf(files: readonly ArchiveFile[]): string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}

function header(path: string, type: string, mode: number, size: number, seconds: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const { name, prefix } = split(path);
  block.write(name, 0, 100);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(seconds, 12), 136);
  block.write(' '.repeat(8), 148); // the checksum counts as blanks while it is worked out
  block.write(type, 156);
  block.write('ustar\0' + '00', 257);
  block.write(prefix, 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** ustar keeps the last hundred bytes of a path apart from those before, at a slash. */
function split(path: string): { name: string; prefix: string } {
  if (Buffer.byteLength(path) <= 100) return { name: path, prefix: '' };
  const slash = path.indexOf('/', path.length - 101);
  const name = path.slice(slash + 1);
  const prefix = path.slice(0, slash);
  if (slash > 0 && name !== '' && Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155)
    return { name, prefix };
  throw new Error(`The path ${path} is too long for a tar archive.`);
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

function byPath(one: ArchiveFile, other: ArchiveFile): number {
  return one.path < other.path ? -1 : 1;
}
