import { createHash } from 'node:crypto';
import { type Component } from './components.js';
import { type Source } from './source.js';
import { type ArchiveFile } from './tar.js';

/** `manifest.json` of an archive. */
export interface Manifest {
  component: string;
  version: string;
  commit: string;
  arch: 'linux-amd64';
  builtFrom: {
    committedAt: string;
    /** The checkout had changes that the commit does not have. */
    uncommitted: boolean;
    packageLockSha256: string;
  };
  /** SHA-256 of every other file. */
  files: Record<string, string>;
}

export const MANIFEST = 'manifest.json';

export function manifestFile(
  component: Component,
  source: Source,
  files: readonly ArchiveFile[],
): ArchiveFile {
  const manifest: Manifest = {
    component: component.name,
    version: source.version,
    commit: source.commit,
    arch: 'linux-amd64',
    builtFrom: {
      committedAt: source.committedAt.toISOString(),
      uncommitted: source.isUncommitted,
      packageLockSha256: source.lockSha256,
    },
    files: Object.fromEntries(files.map(({ path, bytes }) => [path, sha256(bytes)] as const).sort()),
  };
  return {
    path: MANIFEST,
    isExecutable: false,
    bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
  };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
