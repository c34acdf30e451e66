import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { gitEnvironment } from './git-environment.js';

/** A file with its git mode, or `mode: null` for one that is deleted. */
export type FileChange = { path: string; mode: string; content: Buffer } | { path: string; mode: null };

export interface ImportedCommit {
  branch: string;
  /** Commit id; null makes a root commit. */
  parent: string | null;
  /** `Name <address>`, committer as well. */
  author: string;
  /** Seconds since 1970. */
  time: number;
  subject: string;
  changes: readonly FileChange[];
}

/** Writes one commit into a bare repository without a work tree: git-fast-import(1). */
export async function fastImport(repository: string, commit: ImportedCommit): Promise<void> {
  const child = spawn('git', ['--git-dir', repository, 'fast-import', '--quiet', '--force'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: gitEnvironment(),
  });
  const exited = once(child, 'exit');
  const complaints = text(child.stderr);
  child.stdin.on('error', () => undefined); // Its reason is in what the program says and how it ends.
  child.stdin.end(streamOf(commit));

  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${await complaints}`);
}

function streamOf({ branch, parent, author, time, subject, changes }: ImportedCommit): Buffer {
  const when = `${author} ${time} +0000`;
  const lines = [`commit refs/heads/${branch}`, `author ${when}`, `committer ${when}`];
  const parts: Buffer[] = [Buffer.from(`${lines.join('\n')}\n`), data(Buffer.from(`${subject}\n`))];
  parts.push(Buffer.from(parent === null ? 'deleteall\n' : `from ${parent}\n`));
  for (const change of changes) parts.push(...instruction(change));
  return Buffer.concat(parts);
}

function instruction(change: FileChange): Buffer[] {
  const path = JSON.stringify(change.path);
  if (change.mode === null) return [Buffer.from(`D ${path}\n`)];
  return [Buffer.from(`M ${change.mode} inline ${path}\n`), data(change.content)];
}

function data(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n')]);
}
