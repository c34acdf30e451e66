import { type Viewer } from '../../auth/viewer.js';

/** Nobody but `by` deploys before `until`. */
export interface Hold {
  by: string;
  reason: string;
  until: Date;
}

/** What deployments have to know of sandboxes. Whoever owns the sandboxes provides it; deployments ask by name. */
export abstract class SandboxRules {
  /** Those of the sandboxes that somebody may deploy into. */
  abstract usable(sandboxIds: readonly string[], viewer: Viewer): Promise<ReadonlySet<string>>;

  /** The holds that are in force, by sandbox. */
  abstract holds(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, Hold>>;
}
