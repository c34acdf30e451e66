import { type GitCredentials } from '@sdp/protocol';
import { childEnvironment } from '../process/child-environment.js';
import { runCommand } from '../process/run-command.js';
import { Masking } from '../masking/masking.js';
import { gitEnvironment } from './git-environment.js';
import { gitError } from './git-errors.js';

export interface GitProcessOptions {
  dataDir: string;
  allowHttp: boolean;
  timeoutMs: number;
}

export interface GitRun {
  /** What git works on, in words, for error texts: `repository "orders"`. */
  subject: string;
  remote?: { url: URL; credentials?: GitCredentials | undefined };
  signal?: AbortSignal | undefined;
}

const MAX_ERROR_LINES = 50;

/**
 * Runs those git commands that can hang or take long (fetch, ls-remote, checkout). They do not go through
 * simple-git, since a deadline or a cancellation must end git's whole process group, its remote helper included.
 */
export class GitProcess {
  constructor(private readonly options: GitProcessOptions) {}

  /** Returns the lines of standard output. Throws `DeployError` with git's words, free of credentials. */
  async run(cwd: string, args: readonly string[], { subject, remote, signal }: GitRun): Promise<string[]> {
    const { dataDir, allowHttp, timeoutMs } = this.options;
    const lines: string[] = [];
    const errors: string[] = [];
    const { exitCode } = await runCommand(
      {
        program: 'git',
        args,
        cwd,
        env: gitEnvironment({
          base: childEnvironment(dataDir),
          allowHttp,
          ...(remote?.credentials ? { remote: { url: remote.url, credentials: remote.credentials } } : {}),
        }),
      },
      {
        purpose: `git ${args.find((arg) => !arg.startsWith('-'))} of ${subject}`,
        timeoutMs,
        ...(signal ? { signal } : {}),
        onLine: (stream, text) => {
          if (stream === 'out') lines.push(text);
          else if (errors.length < MAX_ERROR_LINES) errors.push(text);
        },
      },
    );
    if (exitCode === 0) return lines;
    throw gitError(subject, errors.join('\n'), Masking.of(remote?.credentials));
  }
}
