import { type Viewer } from '../auth/viewer.js';

/** Copies what people decided about a sandbox's routes. Whoever owns the overrides provides it; clones ask. */
export abstract class RouteCopies {
  /** For `user`, whose the copy is. Call within the unit of work that makes it. */
  abstract copy(fromSandboxId: string, toSandboxId: string, user: Viewer): Promise<void>;
}
