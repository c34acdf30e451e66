import { Injectable } from '@nestjs/common';
import { type ServedRepository } from '@sdp/protocol';
import { type Principal } from '../auth/principal.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { fullNameIn, isFullName } from './full-names.js';
import { notAFullName, servedTwice } from './webhooks.errors.js';

/** Of which repositories somebody may have the events: what the agents' hosts can read is not for everybody. */
@Injectable()
export class ServedRepositories {
  constructor(private readonly repositories: RepositoriesService) {}

  /** @throws DomainError `invalid-input`, `repository-unknown` */
  async complete(wanted: readonly ServedRepository[]): Promise<Required<ServedRepository>[]> {
    const served = await Promise.all(
      wanted.map(async ({ repository, fullName }) => {
        const { name, url } = await this.repositories.get(repository);
        return { repository: name, fullName: fullName?.toLowerCase() ?? fullNameIn(url) };
      }),
    );
    for (const { fullName } of served) if (!isFullName(fullName)) throw notAFullName(fullName);
    const isOnce = (key: keyof ServedRepository) =>
      new Set(served.map((one) => one[key])).size === served.length;
    if (!isOnce('repository') || !isOnce('fullName')) throw servedTwice();
    return served;
  }

  /**
   * Whoever is not ops shows that they can read the repositories themselves, with their own credentials.
   * @throws DomainError what the agent says
   */
  async assertReadable(repositories: readonly string[], user: Principal): Promise<void> {
    if (user.role === 'ops') return;
    for (const repository of repositories) await this.repositories.branches(repository, '', user.credentials);
  }
}
