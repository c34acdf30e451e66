import { Initial1764000000000 } from './migrations/1764000000000-initial.js';

/** In the order they run. */
export const migrations = [Initial1764000000000];
