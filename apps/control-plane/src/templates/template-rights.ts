import { type Viewer } from '../auth/viewer.js';

/** Everybody reads templates and clones them. Ops edit all of them; developers what they made themselves. */
export function mayEdit({ owner }: { owner: string }, { username, role }: Viewer): boolean {
  return role === 'ops' || (role === 'developer' && owner === username);
}
