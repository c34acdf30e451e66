import { type DeploymentView } from '@sdp/protocol';
import { type Api } from '../api/api.js';
import { CliError } from '../cli-error.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { isSure } from '../prompt/ask.js';
import { type Shell } from '../shell.js';
import { Follower, type FollowOptions } from './follower.js';
import { exitCodeOf, worstOf } from './states.js';

interface Following extends FollowOptions {
  timeoutMs?: number;
  /** What Ctrl-C cancels. */
  cancel?: () => Promise<unknown>;
}

type Followed = Pick<DeploymentView, 'id' | 'service'>;

/** Shows deployments until all of them have ended, and answers what the shell is told. */
export async function follow(shell: Shell, followed: Followed[], options: Following = {}): Promise<ExitCode> {
  const api = await shell.api();
  const follower = new Follower(api, shell.print);
  const isOnlyOne = followed.length === 1;
  const all = Promise.all(followed.map((one) => follower.follow(one, isOnlyOne, options)));
  const interruption = new Interruption(shell, options.cancel);
  try {
    const ends = [all, follower.refused(), interruption.left, ...timeoutOf(options.timeoutMs)];
    const ended = await Promise.race(ends);
    const codes = ended.map(({ state }) => exitCodeOf(state));
    shell.print.event({ kind: 'result', exitCode: worstOf(codes), value: ended }, () => null);
    return worstOf(codes);
  } finally {
    interruption.close();
    follower.close();
  }
}

/** The deployment that a group's member is. */
export async function deployment(api: Api, id: string): Promise<DeploymentView> {
  return api.get(`/deployments/${id}`);
}

function timeoutOf(timeoutMs: number | undefined): Promise<never>[] {
  if (timeoutMs === undefined) return [];
  return [
    new Promise((_, reject) => {
      const message = 'It did not end within --timeout. It goes on: see "sdp logs".';
      setTimeout(() => reject(new CliError(message, EXIT.timedOut)), timeoutMs).unref();
    }),
  ];
}

/**
 * Ctrl-C. At a terminal it is asked whether the deployment is canceled, too; where nobody can answer (a pipeline that
 * is stopped) it is, and its end is waited for. The second time it leaves at once.
 */
class Interruption {
  readonly left: Promise<never>;
  private leave: () => void = () => undefined;
  private isInterrupted = false;
  private readonly over = new AbortController();
  private readonly listener = () => void this.interrupt();

  constructor(
    private readonly shell: Shell,
    private readonly cancel: (() => Promise<unknown>) | undefined,
  ) {
    this.left = new Promise((_, reject) => {
      this.leave = () =>
        reject(new CliError('Left it; what was started goes on. See "sdp logs".', EXIT.interrupted));
    });
    this.left.catch(() => undefined);
    process.on('SIGINT', this.listener).on('SIGTERM', this.listener);
  }

  close(): void {
    this.over.abort();
    process.off('SIGINT', this.listener).off('SIGTERM', this.listener);
  }

  private async interrupt(): Promise<void> {
    if (this.isInterrupted || !this.cancel) return this.leave();
    this.isInterrupted = true;
    if (!(await this.isToBeCanceled())) return this.leave();
    this.shell.print.note('Canceling … Ctrl-C again leaves at once.');
    await this.cancel().catch((error: Error) => this.shell.print.problem(error.message));
  }

  /** Ctrl-C instead of an answer leaves, as "no" does; once all is over nobody waits for one. */
  private async isToBeCanceled(): Promise<boolean> {
    if (!process.stdin.isTTY || !process.stderr.isTTY) return true;
    return isSure('\nCancel the deployment, too?', this.over.signal).catch(() => false);
  }
}
