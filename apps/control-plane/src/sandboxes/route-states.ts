import { type RouteSetState, type SandboxAddress } from '@sdp/protocol';

/** Knows how sandboxes stand at their gateways. Whoever owns the route sets provides it; views ask when they are made. */
export abstract class RouteStates {
  /** By sandbox; every one of `sandboxIds` has an entry. */
  abstract of(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, RouteSetState>>;

  /** Where the sandbox's gateway answers; null when its agent has no switch. */
  abstract addressOf(sandbox: { id: string; name: string }): Promise<SandboxAddress | null>;
}
