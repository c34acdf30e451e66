import { type BitbucketConfig } from './config.js';

interface BitbucketVariables {
  SDP_BITBUCKET_URL?: string | undefined;
  SDP_BITBUCKET_KIND: BitbucketConfig['kind'];
  SDP_BITBUCKET_TOKEN_FILE?: string | undefined;
}

/** One without the other is of no use. */
export function bitbucketProblems(env: BitbucketVariables): string[] {
  const { SDP_BITBUCKET_URL: url, SDP_BITBUCKET_TOKEN_FILE: tokenFile } = env;
  if (url && !tokenFile) return ['SDP_BITBUCKET_TOKEN_FILE: is required along with SDP_BITBUCKET_URL'];
  if (!url && tokenFile) return ['SDP_BITBUCKET_URL: is required along with SDP_BITBUCKET_TOKEN_FILE'];
  return [];
}

export function bitbucketOf(env: BitbucketVariables): BitbucketConfig | null {
  const { SDP_BITBUCKET_URL: url, SDP_BITBUCKET_KIND: kind, SDP_BITBUCKET_TOKEN_FILE: tokenFile } = env;
  return url && tokenFile ? Object.freeze({ kind, url, tokenFile }) : null;
}
