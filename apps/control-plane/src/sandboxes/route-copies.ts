/** Copies what people decided about a sandbox's routes. Whoever owns the overrides provides it; clones ask. */
export abstract class RouteCopies {
  /** Call within the unit of work that makes the copy. */
  abstract copy(fromSandboxId: string, toSandboxId: string): Promise<void>;
}
