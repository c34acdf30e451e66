import { setTimeout as delay } from 'node:timers/promises';
import { type DeploymentStep } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { type Reporter } from '../reporter.js';

/** How long an aborted step may take to end what it started (a build gets 2 s to end by itself). */
const ABORT_GRACE_MS = 4_000;

/** Runs the steps of one deployment: each is reported with its time, has a deadline, and can be canceled. */
export class Steps {
  constructor(
    private readonly reporter: Reporter,
    private readonly signal: AbortSignal,
  ) {}

  /** Reports steps that there is nothing to do for. */
  skip(...steps: readonly DeploymentStep[]): void {
    for (const step of steps) this.reporter.stepFinished(step, 0, 'skipped');
  }

  /**
   * `work` must end soon after the signal it is given aborts. Throws `DeployError`: `step-timeout`, the reason of
   * the deployment's signal or else `canceled`, or whatever `work` throws.
   */
  async run<T>(
    step: DeploymentStep,
    deadlineMs: number,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const startedAt = performance.now();
    const deadline = AbortSignal.timeout(deadlineMs);
    const stop = AbortSignal.any([this.signal, deadline]);
    const finished = (outcome: 'ok' | 'failed') =>
      this.reporter.stepFinished(step, Math.round(performance.now() - startedAt), outcome);
    this.reporter.stepStarted(step);
    try {
      this.signal.throwIfAborted();
      const value = await Promise.race([work(stop), graceAfter(stop)]);
      finished('ok');
      return value;
    } catch (error) {
      finished('failed');
      if (this.signal.aborted) throw cancellation(this.signal);
      if (deadline.aborted && !(error instanceof DeployError)) throw stepTimeout(step, deadlineMs);
      throw asDeployError(error, step);
    }
  }
}

async function graceAfter(stop: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  await delay(ABORT_GRACE_MS, undefined, { ref: false });
  throw stop.reason;
}

function cancellation(signal: AbortSignal): DeployError {
  return signal.reason instanceof DeployError
    ? signal.reason
    : new DeployError('canceled', 'The deployment was canceled.', 'platform', true);
}

function stepTimeout(step: DeploymentStep, deadlineMs: number): DeployError {
  return new DeployError(
    'step-timeout',
    `The step "${step}" took longer than ${deadlineMs / 1000} s and was ended. Try again, or raise its deadline.`,
    'platform',
    true,
  );
}

function asDeployError(error: unknown, step: DeploymentStep): DeployError {
  if (error instanceof DeployError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DeployError(
      'disk-full',
      'The disk of the host is full. Free some space, then deploy again.',
      'platform',
      true,
    );
  }
  return new DeployError('platform-failure', `The step "${step}" failed: ${message}`, 'platform', true);
}
