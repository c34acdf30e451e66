import { setTimeout as delay } from 'node:timers/promises';
import { type DeploymentStep } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { type Reporter } from '../reporter.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';
import { probeHealth } from './health-probe.js';

const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 100;
const LAST_LINES = 20;
const MEBIBYTE = 1024 * 1024;

/** Watches a new container prove itself. */
export class Readiness {
  constructor(private readonly runtime: ContainerRuntime) {}

  /**
   * Resolves with the running container's status as soon as a probe succeeds. Throws `container-exited` when it ends
   * before that, `never-healthy` after `timeoutMs`; the last lines it printed are in the log then.
   */
  async untilHealthy(
    id: string,
    timeoutMs: number,
    reporter: Reporter,
    signal: AbortSignal,
  ): Promise<ContainerStatus & { address: string }> {
    const deadline = performance.now() + timeoutMs;
    let seen = 'had no address';
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      const status = await this.requireRunning(id, 'verify', reporter);
      const { address } = status;
      if (address) {
        const probe = await probeHealth(address, status.endpoint);
        if (probe.isHealthy) return { ...status, address };
        seen = probe.seen;
      }
      if (performance.now() >= deadline) throw await this.neverHealthy(status, seen, timeoutMs, reporter);
      await delay(pause, undefined, { signal });
    }
  }

  /** Throws `container-exited` when the container ends within `durationMs`. */
  async staysUp(id: string, durationMs: number, reporter: Reporter, signal: AbortSignal): Promise<void> {
    const end = performance.now() + durationMs;
    for (;;) {
      await this.requireRunning(id, 'switch', reporter);
      const left = end - performance.now();
      if (left <= 0) return;
      await delay(Math.min(left, LONGEST_PAUSE_MS), undefined, { signal });
    }
  }

  private async requireRunning(
    id: string,
    step: DeploymentStep,
    reporter: Reporter,
  ): Promise<ContainerStatus> {
    const status = await this.runtime.inspect(id);
    if (status?.state === 'running' && status.restarts === 0) return status;
    throw await this.exited(id, status, step, reporter);
  }

  private async exited(
    id: string,
    status: ContainerStatus | null,
    step: DeploymentStep,
    reporter: Reporter,
  ): Promise<DeployError> {
    const lastLine = await this.showLastLines(id, step, reporter);
    const exitCode = status?.exitCode ?? null;
    const how = status?.isOutOfMemory
      ? `was killed because it needed more than ${status.memoryBytes / MEBIBYTE} MiB of memory`
      : `ended by itself with exit code ${exitCode ?? 'unknown'}`;
    return new DeployError(
      'container-exited',
      `The new container ${how}${lastLine ? `; its last line: ${lastLine}` : ' and printed nothing'}. Correct the service; its last lines are in the log.`,
      'app',
      false,
      { exitCode, isOutOfMemory: status?.isOutOfMemory ?? false },
    );
  }

  private async neverHealthy(
    { id, endpoint }: ContainerStatus,
    seen: string,
    timeoutMs: number,
    reporter: Reporter,
  ): Promise<DeployError> {
    const lastLine = await this.showLastLines(id, 'verify', reporter);
    return new DeployError(
      'never-healthy',
      `The new container runs, but was not healthy within ${timeoutMs / 1000} s: it ${seen}${lastLine ? `; its last line: ${lastLine}` : ''}. It must listen on 0.0.0.0, port ${endpoint.containerPort} (PORT)${endpoint.healthPath ? `, and answer ${endpoint.healthPath} with 2xx or 3xx` : ''}.`,
      'app',
      false,
      { seen },
    );
  }

  /** Copies the container's last lines into the deployment's log; returns the very last one that says something. */
  private async showLastLines(id: string, step: DeploymentStep, reporter: Reporter): Promise<string> {
    let last = '';
    try {
      for await (const { stream, text } of this.runtime.output(id, { tail: LAST_LINES, follow: false })) {
        reporter.line(step, stream, text);
        if (text.trim() !== '') last = text.trim();
      }
    } catch {
      // The engine fails too: the exit is still what people must read first.
    }
    return last.slice(0, 300);
  }
}
