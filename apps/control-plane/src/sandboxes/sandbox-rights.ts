import { type SandboxRights } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';

/** In a list of shares: everybody. */
export const EVERYONE = '*';

const ALL: SandboxRights = { mayUse: true, mayEdit: true, mayOwn: true };
const NONE: SandboxRights = { mayUse: false, mayEdit: false, mayOwn: false };

/**
 * Everybody reads every sandbox. Its owner and ops may do everything with it; whom it is shared with may use it, and
 * edit it too unless they are QA.
 */
export function rightsOf(
  { owner }: { owner: string },
  shares: readonly string[],
  { username, role }: Viewer,
): SandboxRights {
  if (owner === username || role === 'ops') return ALL;
  const isShared = shares.includes(username) || shares.includes(EVERYONE);
  return isShared ? { mayUse: true, mayEdit: role !== 'qa', mayOwn: false } : NONE;
}
