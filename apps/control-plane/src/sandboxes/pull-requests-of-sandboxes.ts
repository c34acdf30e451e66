import { type PullRequestOfSandbox } from '@sdp/protocol';

/** Knows which sandboxes were made for pull requests. Whoever owns the webhooks provides it; views ask when they are made. */
export abstract class PullRequestsOfSandboxes {
  /** By sandbox, of those that were. */
  abstract of(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, PullRequestOfSandbox>>;
}
