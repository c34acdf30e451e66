import { type DeploymentStep, type DeploymentView } from '@sdp/protocol';

/** What a step usually takes, in milliseconds, as far as earlier deployments tell. */
export type UsualSteps = Partial<Record<DeploymentStep, number>>;

type Timed = Pick<DeploymentView, 'id' | 'kind' | 'createdAt' | 'durationMs' | 'steps'>;

/** Successful deployments of the same kind before this one, the newest first. */
export function earlierOf<T extends Timed>(deployment: Timed, others: readonly T[]): T[] {
  return others.filter(
    ({ id, kind, createdAt }) =>
      id !== deployment.id && kind === deployment.kind && createdAt < deployment.createdAt,
  );
}

/** The median of each step: one slow build more or less does not move it. */
export function usualSteps(earlier: readonly Timed[]): UsualSteps {
  const byStep = new Map<DeploymentStep, number[]>();
  for (const { steps } of earlier)
    for (const { step, outcome, durationMs } of steps)
      if (outcome === 'ok' && durationMs !== null)
        byStep.set(step, [...(byStep.get(step) ?? []), durationMs]);
  return Object.fromEntries([...byStep].map(([step, durations]) => [step, median(durations)]));
}

/**
 * How far a deployment has got, 0 to 1, and what is left of the usual time; undefined where nothing is known. Steps that
 * are done count as usual, whatever they took: the estimate looks at what is still to come.
 */
export function progressOf(
  steps: DeploymentView['steps'],
  usual: UsualSteps,
  now: number,
): { share: number; leftMs: number } | undefined {
  const total = Object.values(usual).reduce((sum, each) => sum + each, 0);
  if (total === 0) return undefined;
  let done = 0;
  for (const { step, outcome, startedAt } of steps) {
    const expected = usual[step] ?? 0;
    const passed = outcome === 'running' ? Math.max(0, now - Date.parse(startedAt)) : expected;
    done += Math.min(expected, passed);
  }
  return { share: Math.min(1, done / total), leftMs: Math.max(0, total - done) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
