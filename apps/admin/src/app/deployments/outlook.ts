import { type DeploymentView, type DurationEstimate } from '@sdp/protocol';
import { durationText } from '../ui/time-text';
import { isActive } from './deployment-states';

export interface Outlook {
  /** 0 to 1; null while it has not begun, or where nothing is known. */
  share: number | null;
  words: string;
}

/** Beyond this it takes longer than usual. */
const PATIENCE = 1.25;
/** It is over when it says so, not when the usual time has passed. */
const MOST = 0.97;

/** How far a deployment has got by what such ones usually take; undefined once it is over. */
export function outlookOf(
  { state, steps, estimate }: Pick<DeploymentView, 'state' | 'steps' | 'estimate'>,
  now: number,
): Outlook | undefined {
  if (!isActive(state)) return undefined;
  if (!estimate) return { share: null, words: 'no estimate: it is the first of its kind here' };
  const usual = durationText(estimate.durationMs);
  const passed = elapsed(steps, now);
  if (passed === undefined) return { share: null, words: `usually takes ${usual}${basis(estimate)}` };
  const left = estimate.durationMs - passed;
  const share = Math.min(MOST, passed / estimate.durationMs);
  if (left > 0) return { share, words: `about ${wholeSeconds(left)} left` };
  return passed > estimate.durationMs * PATIENCE
    ? { share, words: `longer than the usual ${usual}` }
    : { share, words: 'any moment now' };
}

/** Milliseconds that deployments will still take which go one after the other where one depends on another. */
export function groupLeft(
  members: readonly { service: string; dependsOn: readonly string[]; left: number | null }[],
): number | null {
  if (members.length === 0 || members.some(({ left }) => left === null)) return null;
  const known = new Map(members.map((member) => [member.service, member]));
  const until = (service: string, seen: readonly string[]): number => {
    const member = known.get(service);
    if (!member || seen.includes(service)) return 0;
    const before = member.dependsOn.map((other) => until(other, [...seen, service]));
    return (member.left ?? 0) + Math.max(0, ...before);
  };
  return Math.max(...members.map(({ service }) => until(service, [])));
}

/** What is left of one, by the usual; null where nothing is known. */
export function leftOf(
  { state, steps, estimate }: Pick<DeploymentView, 'state' | 'steps' | 'estimate'>,
  now: number,
): number | null {
  if (!isActive(state)) return 0;
  return estimate && Math.max(0, estimate.durationMs - (elapsed(steps, now) ?? 0));
}

export function wholeSeconds(ms: number): string {
  return durationText(Math.ceil(ms / 1000) * 1000);
}

function elapsed(steps: DeploymentView['steps'], now: number): number | undefined {
  const [first] = steps;
  return first && Math.max(0, now - Date.parse(first.startedAt));
}

function basis({ of, count }: DurationEstimate): string {
  if (of === 'service') return count === 1 ? ', as the last one did' : '';
  return ', by other sandboxes';
}
