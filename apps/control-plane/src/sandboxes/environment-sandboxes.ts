import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type NamesByEnvironment, SandboxesOfEnvironments } from '../environments/environment-use.js';
import { SandboxRecords } from './sandbox-records.js';

/** Says which sandboxes have which environment. */
@Injectable()
export class EnvironmentSandboxes extends SandboxesOfEnvironments {
  constructor(private readonly records: SandboxRecords) {
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

  async announce(environmentId: string): Promise<void> {
    const sandboxes = await this.records.sandboxes.find({ select: { id: true }, where: { environmentId } });
    for (const { id } of sandboxes) this.records.announce(id);
  }
}
