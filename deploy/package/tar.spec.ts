import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArchiveFile, tar } from './tar.js';

const DATE = new Date('2026-01-02T03:04:05Z');
const long = `${'folder/'.repeat(20)}file-with-a-name.txt`;
const files: ArchiveFile[] = [
  { path: 'bin/program', isExecutable: true, bytes: Buffer.from('run') },
  { path: 'a.txt', isExecutable: false, bytes: Buffer.alloc(1024, 'x') },
  { path: 'bin/empty', isExecutable: false, bytes: Buffer.alloc(0) },
  { path: long, isExecutable: false, bytes: Buffer.from('deep') },
];

describe('tar', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sdp-tar-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes what the tar of every system unpacks, whatever the umask', () => {
    execFileSync('sh', ['-c', 'umask 077; tar -xf - -C "$0"', folder], {
      input: Buffer.concat(tar(files, DATE)),
    });
    for (const { path, bytes } of files) expect(readFileSync(join(folder, path))).toEqual(bytes);
    const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777;
    expect([modeOf('bin'), modeOf('bin/program'), modeOf('a.txt')].map((mode) => mode & 0o700)).toEqual([
      0o700, 0o700, 0o600,
    ]);
    expect(statSync(join(folder, 'a.txt')).mtime).toEqual(DATE);
  });

  it('lists owner, modes and order that do not depend on the machine', () => {
    const listing = execFileSync('tar', ['--numeric-owner', '--utc', '-tvf', '-'], {
      input: Buffer.concat(tar(files.slice(0, 3), DATE)),
      encoding: 'utf8',
    });
    expect(listing.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'drwxr-xr-x 0/0 0 2026-01-02 03:04 bin/',
      '-rw-r--r-- 0/0 1024 2026-01-02 03:04 a.txt',
      '-rw-r--r-- 0/0 0 2026-01-02 03:04 bin/empty',
      '-rwxr-xr-x 0/0 3 2026-01-02 03:04 bin/program',
      '',
    ]);
  });

  it('is the same for the same files in any order', () => {
    expect(tar([...files].reverse(), DATE)).toEqual(tar(files, DATE));
  });

  it('has the file that is wanted first before all others', () => {
    const listing = execFileSync('tar', ['-tf', '-'], {
      input: Buffer.concat(tar(files, DATE, 'bin/program')),
      encoding: 'utf8',
    });
    expect(listing.split('\n').find((name) => !name.endsWith('/'))).toBe('bin/program');
  });

  it('refuses a path that does not fit instead of cutting it', () => {
    const path = 'x'.repeat(101);
    expect(() => tar([{ path, isExecutable: false, bytes: Buffer.alloc(0) }], DATE)).toThrow('too long');
  });
});
