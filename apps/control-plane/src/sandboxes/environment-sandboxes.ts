import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { WatchedTopics } from '../changes/watched-topics.js';
import { type NamesByEnvironment, SandboxesOfEnvironments } from '../environments/environment-use.js';
import { SandboxRecords } from './sandbox-records.js';

/** Says which sandboxes have which environment. */
@Injectable()
export class EnvironmentSandboxes extends SandboxesOfEnvironments {
  constructor(
    private readonly records: SandboxRecords,
    private readonly watched: WatchedTopics,
  ) {
    super();
  }

  async of(environmentIds: readonly string[]): Promise<NamesByEnvironment> {
    const sandboxes = await this.records.sandboxes.find({
      select: { name: true, environmentId: true },
      where: { environmentId: In([...environmentIds]) },
      order: { name: 'ASC' },
    });
    const names = new Map<string, string[]>();
    for (const { name, environmentId } of sandboxes)
      if (environmentId !== null) names.set(environmentId, [...(names.get(environmentId) ?? []), name]);
    return names;
  }

  /** Only those that somebody looks at: an environment may have a thousand. */
  async announce(environmentId: string): Promise<void> {
    const sandboxes = await this.records.sandboxes.find({
      select: { id: true },
      where: { environmentId, id: In(this.watched.sandboxIds()) },
    });
    for (const { id } of sandboxes) this.records.announce(id);
  }
}
