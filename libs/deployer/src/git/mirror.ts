import { readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type BranchInfo, type CommitInfo } from '@sdp/protocol';
import { simpleGit, type SimpleGit } from 'simple-git';
import { withoutAnyAgentRight } from '../process/agent-rights.js';
import { childEnvironment } from '../process/child-environment.js';
import { ISOLATION } from './git-environment.js';

/** Fields of a commit, separated by NUL: git lets no NUL into any of them. */
const LOG_FORMAT = ['%H', '%an', '%cI', '%s'].join('%x00');
const REF_FORMAT = [
  '%(refname)',
  '%(objectname)',
  '%(authorname)',
  '%(committerdate:iso-strict)',
  '%(subject)',
].join('%00');
const HEADS = 'refs/heads/';
/** What git writes when it fetches, for mirrors of agents that did not note their use. HEAD is in every mirror. */
const TOUCHED = ['HEAD', 'refs/heads', 'objects', 'objects/pack', 'packed-refs'];

/** What a bare mirror on this host knows. Reads only, no network, no credentials: all through simple-git. */
export class Mirror {
  constructor(
    readonly path: string,
    private readonly dataDir: string,
  ) {}

  async exists(): Promise<boolean> {
    return readFile(join(this.path, 'HEAD')).then(
      () => true,
      () => false,
    );
  }

  /** For `lastUse`. git does not care when its HEAD was written. */
  async noteUse(): Promise<void> {
    const now = new Date();
    await utimes(join(this.path, 'HEAD'), now, now).catch(() => undefined);
  }

  /** When it was fetched into or checked out from last, in milliseconds of the wall clock; null where there is none. */
  async lastUse(): Promise<number | null> {
    const times = await Promise.all(
      TOUCHED.map((name) =>
        stat(join(this.path, name)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    return times[0] === 0 ? null : Math.max(...times);
  }

  /** How many commits are in the history of one commit and not in that of the other. Both are full ids that it has. */
  async count(left: string, right: string): Promise<{ onlyLeft: number; onlyRight: number }> {
    const output = await this.read(['rev-list', '--count', '--left-right', `${left}...${right}`, '--']);
    const [onlyLeft = 0, onlyRight = 0] = output.trim().split(/\s+/).map(Number);
    return { onlyLeft, onlyRight };
  }

  /** Null when there is no such commit. `revision` is a checked commit id or a full ref name. */
  async commit(revision: string): Promise<CommitInfo | null> {
    const output = await this.read([
      'log',
      '-1',
      `--format=${LOG_FORMAT}`,
      '--end-of-options',
      revision,
      '--',
    ]).catch(() => '');
    const [id, author, time, subject] = output.trimEnd().split('\0');
    return id ? { id, author: author ?? '', time: time ?? '', subject: subject ?? '' } : null;
  }

  newestCommit(branch: string): Promise<CommitInfo | null> {
    return this.commit(HEADS + branch);
  }

  /** Newest first. */
  async branches(): Promise<BranchInfo[]> {
    const output = await this.read([
      'for-each-ref',
      '--sort=-committerdate',
      `--format=${REF_FORMAT}`,
      HEADS,
    ]);
    return output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [ref = '', id = '', author = '', time = '', subject = ''] = line.split('\0');
        return { name: ref.slice(HEADS.length), commit: { id, author, time, subject } };
      });
  }

  /** Paths of the files at a commit, below the given ones only. */
  async filesAmong(commit: string, paths: readonly string[]): Promise<string[]> {
    const output = await this.read(['ls-tree', '--name-only', '-z', commit, '--', ...paths]);
    return output.split('\0').filter((path) => path !== '');
  }

  private read(question: readonly string[]): Promise<string> {
    const { program, args } = withoutAnyAgentRight({ program: 'git', args: question });
    return this.git(program).raw([...args]);
  }

  private git(binary: string): SimpleGit {
    const environment = { ...childEnvironment(this.dataDir), ...ISOLATION };
    return simpleGit({
      baseDir: this.path,
      binary,
      allowEnvironment: Object.keys(environment),
      unsafe: { allowUnsafeConfigPaths: true }, // GIT_CONFIG_GLOBAL=/dev/null
    }).env(environment);
  }
}
