import { type AnnouncedRepository } from '@sdp/protocol';
import { DeployError } from '../errors.js';

type Named = Pick<AnnouncedRepository, 'name'>;

export function inWords({ name }: Named): string {
  return `repository "${name}"`;
}

export function credentialsNeeded(repository: Named): DeployError {
  return new DeployError(
    'credentials-needed',
    `The commit of ${inWords(repository)} is not on this host yet, and there are no credentials to fetch it. Sign in and deploy again.`,
    'platform',
    true,
  );
}

export function unknownBranch(repository: Named, branch: string): DeployError {
  return new DeployError(
    'branch-unknown',
    `There is no branch "${branch}" (any more) in ${inWords(repository)}. Choose another one.`,
    'app',
  );
}

export function unknownCommit(repository: Named, revision: string): DeployError {
  return new DeployError(
    'commit-unknown',
    `"${revision}" is not there (any more) in ${inWords(repository)}. Choose another commit or branch.`,
    'app',
  );
}

/** Whether git could not store a branch because another one is in its way: `topic` and `topic/one`. */
export function isRefConflict(error: unknown): boolean {
  const words = error instanceof DeployError ? `${error.message} ${String(error.details['git'])}` : '';
  return /cannot lock ref|unable to update local ref|directory\/file conflict|some local refs could not be updated/i.test(
    words,
  );
}
