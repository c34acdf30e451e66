import { type HoldView } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { type Hold } from '../../deployments/queue/sandbox-rules.js';
import { type Sandbox } from '../sandbox.entity.js';
import { heldBySomebody } from '../sandboxes.errors.js';

/** The columns of a sandbox that nobody holds. */
export const NO_HOLD = { holdBy: null, holdReason: null, holdSince: null, holdUntil: null } as const;

/** The hold that is in force; null when there is none, or when its time is over. */
export function holdOf({ holdBy, holdReason, holdUntil }: Sandbox, now: Date): Hold | null {
  if (holdBy === null || holdUntil === null || holdUntil <= now) return null;
  return { by: holdBy, reason: holdReason ?? '', until: holdUntil };
}

export function holdViewOf(sandbox: Sandbox, now: Date): HoldView | null {
  const hold = holdOf(sandbox, now);
  const since = sandbox.holdSince ?? sandbox.createdAt;
  return hold && { ...hold, since: since.toISOString(), until: hold.until.toISOString() };
}

/** @throws DomainError `conflict` when somebody else holds the sandbox: who tests in it is not to be disturbed. */
export function assertNotHeldAgainst({ username }: Viewer, sandbox: Sandbox, now: Date): void {
  const hold = holdOf(sandbox, now);
  if (hold && hold.by !== username) throw heldBySomebody(sandbox.name, hold);
}
