import { type Principal } from './principal.js';

/** Who looks at something: decides which of it may be used, changed and owned. */
export type Viewer = Pick<Principal, 'username' | 'role'>;
