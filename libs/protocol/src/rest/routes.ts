/** What somebody decided about one `<service>_url` of a sandbox. */
export type RouteOverride =
  /** The sandbox's own instance: what happens without an override, too, and fails loudly when there is none. */
  | { kind: 'instance' }
  /** Another sandbox's instance of the same service. */
  | { kind: 'sandbox'; sandboxId: string }
  /** Any address (ops only, checked against the allow-list). */
  | { kind: 'url'; url: string }
  /** The baseline, although the sandbox has an instance of its own. */
  | { kind: 'baseline' };

/**
 * How the gateway's routes stand: `none` no gateway runs · `in-sync` · `pending` a push is due or under way ·
 * `drifted` somebody changed the gateway by hand · `failed` the last push did not work, the old routes serve.
 */
export const ROUTE_SET_STATES = ['none', 'in-sync', 'pending', 'drifted', 'failed'] as const;
export type RouteSetState = (typeof ROUTE_SET_STATES)[number];

/** GET /sandboxes/:id/routes */
export interface RouteSetView {
  sandboxId: string;
  state: RouteSetState;
  /** Of the set that was pushed last; 0 before the first push. */
  revision: number;
  /** Of the effective set: it is the applied one's when nothing is due, and goes along with a push. */
  hash: string;
  /** What the gateway reports; null when none runs. */
  applied: { revision: number | null; hash: string; reportedAt: string } | null;
  /** Why it failed or drifted, in words; null otherwise. */
  problem: string | null;
  /** The push that is under way. */
  pushing: { deploymentId: string; revision: number } | null;
  routes: RouteView[];
  /** What speaks loudly: a target that is down, an override that points to nothing, a route that fell back. */
  warnings: RouteWarning[];
}

/** The effective target of one `<service>_url`, and how it stands at the gateway. */
export interface RouteView {
  service: string;
  /** Name of the variable, e.g. `orders_url`. */
  variable: string;
  /** The effective target; null when there is none: no baseline, no instance. */
  target: string | null;
  from: 'instance' | 'sandbox' | 'url' | 'baseline';
  override: RouteOverride | null;
  /** Name of the other sandbox, for `from: 'sandbox'`. */
  sandboxName: string | null;
  /** What the running gateway has; null when it does not know the variable or none runs. */
  applied: string | null;
  isApplied: boolean;
  /** The last look from the gateway's host; null before the first. */
  probe: RouteProbe | null;
}

export interface RouteProbe {
  isReachable: boolean;
  /** Any HTTP answer counts as reachable; null when there was none. */
  status: number | null;
  timeMs: number;
  /** Why it is not reachable, in words. */
  problem: string | null;
  at: string;
}

export interface RouteWarning {
  code: 'target-down' | 'dangling' | 'url-not-allowed' | 'no-target' | 'fell-back';
  service: string;
  message: string;
}

/** GET /sandboxes/:id/routes/preview: what a push would change. */
export interface RoutePreview {
  revision: number;
  /** Of the set that would be pushed: goes along with the push that is decided on it. */
  hash: string;
  changes: { variable: string; service: string; from: string | null; to: string | null }[];
  warnings: RouteWarning[];
}

/**
 * POST /sandboxes/:id/routes/push — answers the DeploymentView of kind `routes`; `hash` in the body refuses the
 * push with `conflict` when the preview it was decided on is not what would be pushed any more.
 */
export interface PushRoutesRequest {
  /** Hash of the effective set that the caller saw. */
  hash?: string;
}

/** GET /sandboxes/:id/routes/history, newest first. POST …/history/:revision/restore pushes that set again. */
export interface RouteSetVersion {
  revision: number;
  hash: string;
  createdAt: string;
  createdBy: string;
  /** E.g. `pushed`, `gateway deployed`, `orders was removed`, `restored revision 3`. */
  reason: string;
  state: 'pushing' | 'applied' | 'failed' | 'replaced';
  routes: Record<string, string>;
}

/** GET /sandboxes/:id/routes/uses: a route that leads to a service of the sandbox, its own or another sandbox's. */
export interface RouteUseView {
  /** Whose route it is. */
  sandbox: { id: string; name: string; owner: string };
  service: string;
  /** Its gateway sends calls here, or is told to; otherwise its next push says so. */
  isApplied: boolean;
  /** Where it leads once the service is gone; null: nowhere, since there is no baseline of it. */
  fallback: string | null;
}

/* POST /sandboxes/:id/routes/adopt — takes what a drifted gateway has as overrides (ops).
   POST /sandboxes/:id/routes/probe — looks at every target from the gateway's host; answers the RouteSetView. */

/** GET /routes: all sandboxes × services. */
export interface RouteMatrix {
  services: string[];
  rows: {
    sandboxId: string;
    sandboxName: string;
    state: RouteSetState;
    /** By service; a service without a route is left out. */
    routes: Record<string, Pick<RouteView, 'target' | 'from' | 'sandboxName' | 'isApplied'>>;
  }[];
}
