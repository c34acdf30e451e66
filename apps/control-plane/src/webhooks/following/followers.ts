import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';

export interface Follower {
  sandbox: Sandbox;
  instance: ServiceInstance;
}

/** Which instances follow a branch. */
@Injectable()
export class Followers {
  constructor(private readonly records: SandboxRecords) {}

  /** Of sandboxes that stay, by sandbox and name. */
  async of(repository: string, branch: string): Promise<Follower[]> {
    const where = { repository, branch, follows: true, desired: Not('removed' as const) };
    const instances = await this.records.instances.find({ where, order: { sandboxId: 'ASC', name: 'ASC' } });
    const ids = instances.map(({ sandboxId }) => sandboxId);
    const sandboxes = await this.records.sandboxes.findBy({ id: In(ids) });
    const byId = new Map(sandboxes.map((sandbox) => [sandbox.id, sandbox]));
    return instances.flatMap((instance) => {
      const sandbox = byId.get(instance.sandboxId);
      return sandbox && !sandbox.deletingSince ? [{ sandbox, instance }] : [];
    });
  }
}
