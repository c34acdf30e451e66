import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { type Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../deferred.js';
import { DeployError } from '../errors.js';
import { type KeptRights, withoutAgentRights } from './agent-rights.js';
import { LineSplitter } from './line-splitter.js';
import { ProcessGroup } from './process-group.js';

export interface Command {
  program: string;
  args: readonly string[];
  /** Absolute path. */
  cwd: string;
  /** The whole environment of the child: nothing is inherited. */
  env: Readonly<Record<string, string>>;
  /** Capabilities of the agent's that it needs; none when absent. */
  rights?: KeptRights;
}

export interface CommandOptions {
  /** What the command is for, in the text of a deadline's error: "git fetch of orders". */
  purpose: string;
  timeoutMs: number;
  signal?: AbortSignal;
  onLine?: (stream: 'out' | 'err', text: string) => void;
  /** Awaited between chunks of output: back-pressure that reaches the child through its pipe. */
  ready?: () => Promise<void>;
}

export interface CommandResult {
  /** Null when a signal ended it. */
  exitCode: number | null;
  endedBy: NodeJS.Signals | null;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const TERM_GRACE_MS = 2_000;
/** How long output may stay silent after the exit, for the case that a process that left the group holds the pipe. */
const LINGER_MS = 1_000;

/**
 * Runs a program without a shell, in a process group of its own, and reads its output line by line. An exit code
 * other than 0 is a result, not an error. Whatever ends the run (exit, deadline, abort), the whole group is gone
 * when the promise settles.
 *
 * Throws `DeployError` `toolchain-missing` when there is no such program, `step-timeout` after `timeoutMs`, and the
 * signal's reason when it is aborted. No text of an error ever holds the environment.
 */
export async function runCommand(command: Command, options: CommandOptions): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const stop = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const child = await start(command);
  const group = new ProcessGroup(child.pid!);
  const exit = exitOf(child);
  const output = [new OutputPump(child.stdout, 'out', options), new OutputPump(child.stderr, 'err', options)];
  const pumping = Promise.all(output.map((pump) => pump.run()));

  const ended = await Promise.race([exit.then(() => true), aborted(stop)]);
  if (!ended) {
    output.forEach((pump) => pump.close());
    await group.terminate(TERM_GRACE_MS);
  }
  const result = await exit;
  await group.kill();
  await finish(pumping, output, stop);
  if (ended && !stop.aborted) return result;
  options.signal?.throwIfAborted();
  throw timeoutError(options);
}

async function start(command: Command): Promise<Child> {
  const { program, args } = await withoutAgentRights(
    command,
    command.rights ?? [],
    command.env['PATH'] ?? '',
  );
  const child = spawn(program, args, {
    cwd: command.cwd,
    env: { ...command.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => reject(startError(command, error.code)));
  });
  return child;
}

function exitOf(child: Child): Promise<CommandResult> {
  return new Promise((resolve) => child.once('exit', (exitCode, endedBy) => resolve({ exitCode, endedBy })));
}

function aborted(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
}

/** Waits until all output is read; gives up on a pipe that stays silent, or when the run is aborted meanwhile. */
async function finish(pumping: Promise<unknown>, output: OutputPump[], stop: AbortSignal): Promise<void> {
  let isDone = false;
  const done = pumping.then(() => (isDone = true));
  for (;;) {
    await Promise.race([done, delay(LINGER_MS, undefined, { ref: false }), aborted(stop)]);
    if (isDone) return;
    if (stop.aborted || output.every((pump) => pump.isSilent())) break;
  }
  output.forEach((pump) => pump.close());
  await done;
}

/** Reads one stream of a child. */
class OutputPump {
  private readonly lines = new LineSplitter();
  private lastRead = performance.now();
  private isHeldBack = false;
  private readonly closed = deferred<void>();

  constructor(
    private readonly stream: Readable,
    private readonly name: 'out' | 'err',
    private readonly options: CommandOptions,
  ) {}

  async run(): Promise<void> {
    try {
      for await (const chunk of this.stream) {
        this.hand(this.lines.push(chunk as Buffer));
        await this.waitUntilReady();
        this.lastRead = performance.now();
      }
    } catch {
      // Closed by `close`: what was read is handed on all the same.
    }
    this.hand(this.lines.end());
  }

  /** No output for a while, and not because the reader asked to wait. */
  isSilent(): boolean {
    return !this.isHeldBack && performance.now() - this.lastRead >= LINGER_MS;
  }

  close(): void {
    this.closed.resolve();
    this.stream.destroy();
  }

  private hand(lines: string[]): void {
    for (const line of lines) this.options.onLine?.(this.name, line);
  }

  private async waitUntilReady(): Promise<void> {
    if (!this.options.ready) return;
    this.isHeldBack = true;
    await Promise.race([this.options.ready(), this.closed.promise]);
    this.isHeldBack = false;
  }
}

function startError({ program, cwd }: Command, code = 'unknown'): DeployError {
  return code === 'ENOENT' || code === 'EACCES'
    ? new DeployError(
        'toolchain-missing',
        `"${program}" cannot be started on this host (${code}, in ${cwd}). Install it, or correct PATH of the agent.`,
        'platform',
      )
    : new DeployError('platform-failure', `"${program}" could not be started: ${code}.`, 'platform', true);
}

function timeoutError({ purpose, timeoutMs }: CommandOptions): DeployError {
  return new DeployError(
    'step-timeout',
    `${purpose} took longer than ${timeoutMs / 1000} s and was ended. Try again, or raise the deadline of this step.`,
    'platform',
    true,
  );
}
