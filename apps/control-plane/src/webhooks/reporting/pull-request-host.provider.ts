import { type Provider } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { BitbucketCloudHost } from './bitbucket-cloud-host.js';
import { BitbucketServerHost } from './bitbucket-server-host.js';
import { HostClient } from './host-client.js';
import { HostRefusal } from './host-refusal.js';
import { PullRequestHost } from './pull-request-host.js';

/** Where no git host is configured, nobody asks. */
class NoHost extends PullRequestHost {
  async showState(): Promise<void> {
    throw new HostRefusal('no git host is configured (SDP_BITBUCKET_URL)', 404);
  }

  async comment(): Promise<string> {
    throw new HostRefusal('no git host is configured (SDP_BITBUCKET_URL)', 404);
  }
}

/** The git host that the configuration names. */
export const pullRequestHostProvider: Provider = {
  provide: PullRequestHost,
  inject: [Config],
  useFactory: ({ bitbucket }: Config): PullRequestHost => {
    if (bitbucket === null) return new NoHost();
    const client = new HostClient(bitbucket);
    return bitbucket.kind === 'cloud' ? new BitbucketCloudHost(client) : new BitbucketServerHost(client);
  },
};
