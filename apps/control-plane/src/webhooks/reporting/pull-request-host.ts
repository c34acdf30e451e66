/** How a build stands, as git hosts show it beside a commit. */
export interface BuildState {
  commit: string;
  /** One per pull request: a newer state of the same key takes the place of the one before. */
  key: string;
  name: string;
  state: 'in-progress' | 'successful' | 'failed';
  description: string;
  url: string;
}

/** A pull request at its git host. */
export interface PullRequestPlace {
  /** `<workspace or project>/<repository>` */
  repository: string;
  number: number;
}

/**
 * What a git host is told of pull requests. Each call may be repeated: it leads to the same. Throws `HostRefusal` when the
 * host says no, or does not answer properly.
 */
export abstract class PullRequestHost {
  /** Shows how the deployment of a commit stands. */
  abstract showState(repository: string, state: BuildState): Promise<void>;

  /**
   * Writes the comment, or a new text into the one that `commentId` names; when that is gone, a new one. Answers the id
   * of the comment.
   */
  abstract comment(place: PullRequestPlace, text: string, commentId: string | null): Promise<string>;
}
