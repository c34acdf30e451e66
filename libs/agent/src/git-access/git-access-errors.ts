import { DeployError } from '@sdp/deployer';

/** `host`: the git server that it would be for; null when no credentials were asked for at all. */
export function accessMissing(repository: string, host: string | null): DeployError {
  const server = host === null ? '' : ` on ${host}`;
  return new DeployError(
    'git-access-missing',
    `The agent's host has no read access of its own to repository "${repository}"${server}, and nobody's credentials came along. Set SDP_GIT_READ_USER and SDP_GIT_READ_PASSWORD_FILE on it, or sign in and deploy yourself.`,
    'platform',
  );
}

export function accessRefused(repository: string): DeployError {
  return new DeployError(
    'git-access-refused',
    `The git server refused the agent host's own read access to repository "${repository}". It is not tried again until the password in SDP_GIT_READ_PASSWORD_FILE changes: put the right one there.`,
    'platform',
  );
}

/** `why`: as the rest of a sentence about the file. */
export function accessFileUnreadable(repository: string, why: string): DeployError {
  return new DeployError(
    'git-access-missing',
    `The agent's host cannot read repository "${repository}" by itself: SDP_GIT_READ_PASSWORD_FILE ${why}.`,
    'platform',
  );
}
