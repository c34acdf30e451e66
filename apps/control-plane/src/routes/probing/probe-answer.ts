import { type RouteProbe } from '@sdp/protocol';
import { DomainError } from '../../errors/domain-error.js';

const LONGEST_PROBLEM = 500;
const LONGEST_MS = 600_000;

/** Takes an agent's answer apart: checked, not believed. The time is ours, since hosts' clocks differ. */
export function readProbes(
  answer: unknown,
  targets: readonly string[],
  now: Date,
): ReadonlyMap<string, RouteProbe> {
  if (!Array.isArray(answer) || answer.length !== targets.length) throw unreadable();
  return new Map(targets.map((target, index) => [target, readProbe(answer[index], now)]));
}

function readProbe(value: unknown, now: Date): RouteProbe {
  const { isReachable, status, timeMs, problem } = (value ?? {}) as Partial<RouteProbe>;
  if (typeof isReachable !== 'boolean' || typeof timeMs !== 'number') throw unreadable();
  return {
    isReachable,
    status: typeof status === 'number' && Number.isInteger(status) ? status : null,
    timeMs: Math.min(Math.max(0, timeMs), LONGEST_MS),
    problem: typeof problem === 'string' ? problem.slice(0, LONGEST_PROBLEM) : null,
    at: now.toISOString(),
  };
}

function unreadable(): DomainError {
  const message = 'The agent answered the probe in a way that cannot be read. Check its version.';
  return new DomainError('platform-failure', message, { blame: 'platform' });
}
