/**
 * One thing that somebody did. Append-only. GET /audit?actor=&action=&sandboxId=&q=&from=&to=&page=&pageSize= (ops)
 * answers Page<AuditEntry>, newest first; GET /audit/export with the same filters answers JSON lines, oldest first;
 * GET /sandboxes/:id/activity answers a sandbox's own entries to everybody who may read it.
 */
export interface AuditEntry {
  /** Grows by one. */
  number: number;
  at: string;
  /** A person; `sdp` for what the platform did by itself; `agent:<name>`. */
  actor: string;
  /** Address of the peer; null for what the platform did by itself. */
  from: string | null;
  /** Name of the personal access token it was done with. */
  token: string | null;
  /** `<thing>.<verb>`, e.g. `sandbox.created`, `route.pushed`, `session.refused`. */
  action: string;
  /** What it was done to, as people call it, e.g. `checkout/orders`. */
  subject: string;
  sandboxId: string | null;
  /** Words for the feed, e.g. `changed the branch of orders to feature/discount`. */
  summary: string;
  /** Names and values that are no secrets. */
  details: Readonly<Record<string, unknown>>;
}
