import { idIn } from './bitbucket-cloud-host.js';
import { type HostClient } from './host-client.js';
import { HostRefusal } from './host-refusal.js';
import { type BuildState, PullRequestHost, type PullRequestPlace } from './pull-request-host.js';

type Path = readonly (string | number)[];

const STATES = { 'in-progress': 'INPROGRESS', successful: 'SUCCESSFUL', failed: 'FAILED' } as const;

/** Bitbucket Data Center and Server, 7.4 or newer: https://developer.atlassian.com/server/bitbucket/rest/ */
export class BitbucketServerHost extends PullRequestHost {
  constructor(private readonly client: HostClient) {
    super();
  }

  async showState(repository: string, { commit, state, ...shown }: BuildState): Promise<void> {
    const path = [...repositoryPath(repository), 'commits', commit, 'builds'];
    await this.client.call('POST', path, { ...shown, state: STATES[state] });
  }

  async comment(place: PullRequestPlace, text: string, commentId: string | null): Promise<string> {
    const path = [...repositoryPath(place.repository), 'pull-requests', place.number, 'comments'];
    if (commentId !== null && (await this.change([...path, commentId], text))) return commentId;
    return idIn(await this.client.call('POST', path, { text }));
  }

  /** A change has to name the version that it is made of. False: the comment is gone. */
  private async change(path: Path, text: string): Promise<boolean> {
    try {
      const { version } = ((await this.client.call('GET', path)) ?? {}) as { version?: unknown };
      await this.client.call('PUT', path, { text, version });
      return true;
    } catch (error) {
      if (error instanceof HostRefusal && error.status === 404) return false;
      throw error;
    }
  }
}

function repositoryPath(fullName: string): string[] {
  const [project = '', slug = ''] = fullName.split('/');
  return ['rest', 'api', 'latest', 'projects', project, 'repos', slug];
}
