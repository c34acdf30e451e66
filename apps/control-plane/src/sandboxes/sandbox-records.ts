import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { Sandbox } from './sandbox.entity.js';
import { beingDeleted } from './sandboxes.errors.js';
import { ServiceInstance } from './service-instance.entity.js';

/** The rows of sandboxes and their instances, and the rule who may change them. */
@Injectable()
export class SandboxRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
  ) {}

  get sandboxes() {
    return this.unitOfWork.manager.getRepository(Sandbox);
  }

  get instances() {
    return this.unitOfWork.manager.getRepository(ServiceInstance);
  }

  async get(id: string): Promise<Sandbox> {
    const sandbox = await this.sandboxes.findOneBy({ id });
    if (!sandbox) throw notFound('sandbox');
    return sandbox;
  }

  /** A sandbox that `username` may change. @throws DomainError `not-found` for what is not theirs, too. */
  async owned(id: string, username: string): Promise<Sandbox> {
    const sandbox = await this.get(id);
    if (sandbox.owner !== username) throw notFound('sandbox');
    return sandbox;
  }

  async changeable(id: string, username: string): Promise<Sandbox> {
    const sandbox = await this.owned(id, username);
    if (sandbox.deletingSince) throw beingDeleted(`Sandbox ${sandbox.name}`);
    return sandbox;
  }

  async instance(sandboxId: string, name: string): Promise<ServiceInstance> {
    const instance = await this.instances.findOneBy({ sandboxId, name });
    if (!instance) throw notFound('service');
    return instance;
  }

  async changeableInstance(sandboxId: string, name: string, username: string) {
    const sandbox = await this.changeable(sandboxId, username);
    const instance = await this.instance(sandboxId, name);
    if (instance.desired === 'removed') throw beingDeleted(`Service ${name}`);
    return { sandbox, instance };
  }

  /** Every command gets a higher epoch than all before it. Call within a unit of work. */
  async nextEpoch(sandboxId: string): Promise<number> {
    await this.sandboxes.increment({ id: sandboxId }, 'lastEpoch', 1);
    return (await this.get(sandboxId)).lastEpoch;
  }

  announce(sandboxId: string): void {
    this.changes.announce('sandbox', sandboxId);
  }

  announceRemoval(sandboxId: string): void {
    this.changes.announce('sandbox-removed', sandboxId);
  }
}
