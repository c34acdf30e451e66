import { type ApiClient } from '../api-client.js';

/** Whoever works on a furnished platform; `dev` is who looks at it, and has the role ops as well. */
export type Team = Readonly<Record<'dev' | 'ada' | 'qa' | 'ops', ApiClient>>;
