import { type RouteSetState, type RouteSetView } from '@sdp/protocol';
import { isTerminal } from '../../deployments/deployment-states.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type EffectiveSet, targetsOf } from '../effective/effective-set.js';
import { changesBetween, driftInWords, hashOf, type RouteTargets } from '../effective/route-targets.js';
import { type RouteSet } from '../pushing/route-set.entity.js';
import { type GatewayRoutes } from './gateway-routes.entity.js';

/** How the routes of a sandbox stand: what they should be, what was pushed, what its gateway has. */
export interface Standing {
  effective: EffectiveSet;
  /** What the gateway that runs really has; null when none runs. */
  applied: GatewayRoutes | null;
  /** The set that this gateway was given, or that was adopted from it; null when nobody noted it. */
  given: RouteSet | null;
  newest: RouteSet | null;
  /** The newest deployment that carries a set, and that set. */
  latest: { deployment: Deployment; set: RouteSet } | null;
  /** What is wrong with the switch in front of the gateway. */
  switchProblem: string | null;
}

export interface Judgement {
  state: RouteSetState;
  problem: string | null;
  pushing: RouteSetView['pushing'];
}

export function judge(standing: Standing): Judgement {
  const { effective, applied, given, latest, switchProblem } = standing;
  const judged = (state: RouteSetState, problem: string | null = null): Judgement => ({
    state,
    problem,
    pushing: pushingOf(standing),
  });
  if (!applied) return judged('none');
  if (pushingOf(standing)) return judged('pending');

  if (given && hasDrifted(given, applied.targets))
    return judged('drifted', driftInWords(targetsOf(given.routes), applied.targets));

  const isUpToDate = hashOf(applied.targets) === effective.hash;
  if (latest && hasFailed(latest.deployment) && !isUpToDate)
    return judged('failed', failureInWords(latest.deployment));
  if (switchProblem) return judged('failed', `The sandbox switch does not work: ${switchProblem}`);
  return judged(isUpToDate ? 'in-sync' : 'pending');
}

/** What the gateway has or is getting by what was decided here; null when nobody knows. */
export function standingSet({ given, latest }: Standing): RouteSet | null {
  if (!latest || hasNotWorked(latest.deployment)) return given;
  return given && given.revision > latest.set.revision ? given : latest.set;
}

function hasDrifted({ routes }: RouteSet, found: RouteTargets): boolean {
  return changesBetween(targetsOf(routes), found).length > 0;
}

function pushingOf({ latest }: Standing): RouteSetView['pushing'] {
  if (!latest || isTerminal(latest.deployment.state)) return null;
  return { deploymentId: latest.deployment.id, revision: latest.set.revision };
}

function hasFailed({ state }: Deployment): boolean {
  return state === 'failed' || state === 'lost';
}

function hasNotWorked({ state }: Deployment): boolean {
  return isTerminal(state) && state !== 'succeeded';
}

function failureInWords({ error, state }: Deployment): string {
  return `The last push did not work, so the earlier routes serve. ${error?.message ?? `It is ${state}.`}`;
}
