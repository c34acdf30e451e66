import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fastImport, type FileChange, type ImportedCommit } from './fast-import.js';
import { gitEnvironment } from './git-environment.js';
import { readTree } from './source-tree.js';

const run = promisify(execFile);

/** A file's new text, how its text changes, or `null` to delete it. */
export type Edit = string | null | ((text: string) => string);

export interface Change {
  subject: string;
  /** Path inside the repository → edit. */
  edits: Readonly<Record<string, Edit>>;
}

export interface RepositoryRecipe {
  /** Folder of the bare repositories, as given to the git server. */
  root: string;
  name: string;
  /** A plain folder whose content becomes the first commit of `main`. */
  folder: string;
  /** Branch → its commits on top of `main`. */
  branches?: Readonly<Record<string, readonly Change[]>>;
}

const AUTHOR = 'Robin Example <robin@example.org>';
/** 2026-01-05T09:00:00Z; every further commit is a minute later. */
const FIRST_COMMIT_AT = 1_767_603_600;

/**
 * Makes `<root>/<name>.git` from a plain folder. The same recipe always gives the same commit ids, and making it
 * again over an existing repository resets the recipe's branches.
 */
export async function makeRepository(recipe: RepositoryRecipe): Promise<TestRepository> {
  const path = join(recipe.root, `${recipe.name}.git`);
  await mkdir(path, { recursive: true });
  await git(path, 'init', '--quiet', '--bare', '--initial-branch=main');

  const repository = new TestRepository(path);
  await repository.replaceMain(`Add ${recipe.name}`, await readTree(recipe.folder));
  for (const [branch, changes] of Object.entries(recipe.branches ?? {})) {
    await repository.branch(branch, 'main');
    for (const change of changes) await repository.commit(branch, change);
  }
  return repository;
}

/** A bare repository that tests change while it is served. */
export class TestRepository {
  private commits = 0;

  constructor(readonly path: string) {}

  /** Commits on top of a branch; returns the new id. */
  commit(branch: string, change: Change): Promise<string> {
    return this.commitOnto(branch, branch, change);
  }

  /** Replaces the newest commit of a branch, as `commit --amend` and a forced push do; returns the new id. */
  rewrite(branch: string, change: Change): Promise<string> {
    return this.commitOnto(branch, `${branch}~1`, change);
  }

  /** Creates a branch, or moves it to another start. */
  async branch(name: string, start: string): Promise<void> {
    await git(this.path, 'update-ref', `refs/heads/${name}`, await this.head(start));
  }

  async deleteBranch(name: string): Promise<void> {
    await git(this.path, 'update-ref', '-d', `refs/heads/${name}`);
  }

  /** Commit id of a branch. */
  async head(branch: string): Promise<string> {
    return (await git(this.path, 'rev-parse', '--verify', `${branch}^{commit}`)).trim();
  }

  /** Makes a fresh root commit of `main` from whole files. */
  async replaceMain(subject: string, files: readonly FileChange[]): Promise<string> {
    await this.import({ branch: 'main', parent: null, subject, changes: files });
    return this.head('main');
  }

  private async commitOnto(branch: string, parentRef: string, { subject, edits }: Change): Promise<string> {
    const parent = await this.head(parentRef);
    const changes: FileChange[] = [];
    for (const [path, edit] of Object.entries(edits)) changes.push(await this.apply(parent, path, edit));
    await this.import({ branch, parent, subject, changes });
    return this.head(branch);
  }

  private async apply(commit: string, path: string, edit: Edit): Promise<FileChange> {
    if (edit === null) return { path, mode: null };
    const mode = (await this.modeOf(commit, path)) ?? '100644';
    if (typeof edit === 'string') return { path, mode, content: Buffer.from(edit) };

    const before = await git(this.path, 'show', `${commit}:${path}`);
    const after = edit(before);
    if (after === before) throw new Error(`the edit of ${path} changes nothing`);
    return { path, mode, content: Buffer.from(after) };
  }

  private async modeOf(commit: string, path: string): Promise<string | undefined> {
    const [entry] = (await git(this.path, 'ls-tree', commit, '--', path)).split(' ', 1);
    return entry === '' ? undefined : entry;
  }

  private import(commit: Omit<ImportedCommit, 'author' | 'time'>): Promise<void> {
    const time = FIRST_COMMIT_AT + 60 * this.commits++;
    return fastImport(this.path, { ...commit, author: AUTHOR, time });
  }
}

async function git(repository: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['--git-dir', repository, ...args], { env: gitEnvironment() });
  return stdout;
}
