import { type HostClient } from './host-client.js';
import { HostRefusal } from './host-refusal.js';
import { type BuildState, PullRequestHost, type PullRequestPlace } from './pull-request-host.js';

const STATES = { 'in-progress': 'INPROGRESS', successful: 'SUCCESSFUL', failed: 'FAILED' } as const;

/** Bitbucket Cloud: https://developer.atlassian.com/cloud/bitbucket/rest/, below `https://api.bitbucket.org`. */
export class BitbucketCloudHost extends PullRequestHost {
  constructor(private readonly client: HostClient) {
    super();
  }

  async showState(repository: string, { commit, state, ...shown }: BuildState): Promise<void> {
    const path = [...repositoryPath(repository), 'commit', commit, 'statuses', 'build'];
    await this.client.call('POST', path, { ...shown, state: STATES[state] });
  }

  async comment(place: PullRequestPlace, text: string, commentId: string | null): Promise<string> {
    const path = [...repositoryPath(place.repository), 'pullrequests', place.number, 'comments'];
    const body = { content: { raw: text } };
    if (commentId !== null && (await this.change([...path, commentId], body))) return commentId;
    return idIn(await this.client.call('POST', path, body));
  }

  /** False: it is gone. */
  private async change(path: readonly (string | number)[], body: object): Promise<boolean> {
    try {
      await this.client.call('PUT', path, body);
      return true;
    } catch (error) {
      if (error instanceof HostRefusal && (error.status === 404 || error.status === 410)) return false;
      throw error;
    }
  }
}

function repositoryPath(fullName: string): string[] {
  return ['2.0', 'repositories', ...fullName.split('/')];
}

/** Of a comment that was made. */
export function idIn(answer: unknown): string {
  const { id } = (answer ?? {}) as { id?: unknown };
  if (Number.isSafeInteger(id)) return String(id);
  throw new HostRefusal('the git host did not say which comment it made', null);
}
