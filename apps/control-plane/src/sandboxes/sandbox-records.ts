import { Injectable } from '@nestjs/common';
import { type SandboxRights } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { Clock } from '../clock/clock.js';
import { among } from '../database/many-ids.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { ServiceInstance } from './instances/service-instance.entity.js';
import { assertNotHeldAgainst, holdOf } from './life/hold.js';
import { rightsOf } from './sandbox-rights.js';
import { SandboxShare } from './sandbox-share.entity.js';
import { Sandbox } from './sandbox.entity.js';
import { beingDeleted } from './sandboxes.errors.js';

type Right = keyof SandboxRights;

export type ObservedService = Pick<ServiceInstance, 'sandboxId' | 'name' | 'observed'>;

/** What is told of a service to whoever looks at its repository. */
export interface RepositoryUse
  extends ObservedService, Pick<ServiceInstance, 'branch' | 'pinnedCommit' | 'runningDeploymentId'> {
  sandboxName: string;
  owner: string;
}

/** The rows of sandboxes, their shares and their instances, and the rule who may do what with them. */
@Injectable()
export class SandboxRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  get sandboxes() {
    return this.unitOfWork.manager.getRepository(Sandbox);
  }

  get shares() {
    return this.unitOfWork.manager.getRepository(SandboxShare);
  }

  get instances() {
    return this.unitOfWork.manager.getRepository(ServiceInstance);
  }

  async get(id: string): Promise<Sandbox> {
    const sandbox = await this.sandboxes.findOneBy({ id });
    if (!sandbox) throw notFound('sandbox');
    return sandbox;
  }

  /** A sandbox that `user` may deploy into, hold, stop and start. @throws DomainError `not-found`, as do the others. */
  usable(id: string, user: Viewer): Promise<Sandbox> {
    return this.with('mayUse', id, user);
  }

  /** A sandbox whose services, variables, environment, overrides and expiry `user` may change. */
  editable(id: string, user: Viewer): Promise<Sandbox> {
    return this.with('mayEdit', id, user);
  }

  /** A sandbox that `user` may rename, share and delete. */
  ownable(id: string, user: Viewer): Promise<Sandbox> {
    return this.with('mayOwn', id, user);
  }

  /** @throws DomainError `conflict` for one that is being deleted, `not-found` for one without that right. */
  async changeable(id: string, user: Viewer, right: Right): Promise<Sandbox> {
    const sandbox = await this.with(right, id, user);
    if (sandbox.deletingSince) throw beingDeleted(`Sandbox ${sandbox.name}`);
    return sandbox;
  }

  /** One that nobody else holds, besides. @throws DomainError `conflict` when somebody does. */
  async undisturbed(id: string, user: Viewer, right: Right): Promise<Sandbox> {
    const sandbox = await this.changeable(id, user, right);
    assertNotHeldAgainst(user, sandbox, this.clock.now());
    return sandbox;
  }

  /** @throws DomainError `conflict` when somebody else holds it. */
  async assertNotHeld(id: string, user: Viewer): Promise<void> {
    assertNotHeldAgainst(user, await this.get(id), this.clock.now());
  }

  /** Who holds it now. */
  holderOf(sandbox: Sandbox): string | null {
    return holdOf(sandbox, this.clock.now())?.by ?? null;
  }

  async changeableInstance(sandboxId: string, name: string, user: Viewer, right: Right) {
    const sandbox = await this.changeable(sandboxId, user, right);
    const instance = await this.instance(sandboxId, name);
    if (instance.desired === 'removed') throw beingDeleted(`Service ${name}`);
    return { sandbox, instance };
  }

  async instance(sandboxId: string, name: string): Promise<ServiceInstance> {
    const instance = await this.instances.findOneBy({ sandboxId, name });
    if (!instance) throw notFound('service');
    return instance;
  }

  /** Its instances by name, but for those that are being removed. */
  async lasting(sandboxId: string): Promise<ServiceInstance[]> {
    const instances = await this.instances.find({ where: { sandboxId }, order: { name: 'ASC' } });
    return instances.filter(({ desired }) => desired !== 'removed');
  }

  /** Of all of them, by name, without the rest of their rows. */
  names(): Promise<{ id: string; name: string }[]> {
    return this.sandboxes
      .createQueryBuilder('sandbox')
      .select('sandbox.id', 'id')
      .addSelect('sandbox.name', 'name')
      .orderBy('sandbox.name')
      .getRawMany();
  }

  /** Taken by instances on an agent: the numbers alone, since a host may have thousands. */
  async portsOn(agentId: string): Promise<number[]> {
    const taken = await this.instances
      .createQueryBuilder('instance')
      .select('instance.hostPort', 'port')
      .where('instance.agentId = :agentId', { agentId })
      .getRawMany<{ port: number }>();
    return taken.map(({ port }) => port);
  }

  /** Which instances are on an agent: every few seconds somebody asks, so no more of their rows. */
  placedOn(agentId: string): Promise<Pick<ServiceInstance, 'sandboxId' | 'name'>[]> {
    return this.instances
      .createQueryBuilder('instance')
      .select('instance.sandboxId', 'sandboxId')
      .addSelect('instance.name', 'name')
      .where('instance.agentId = :agentId', { agentId })
      .getRawMany();
  }

  /** How the services of sandboxes are seen, by name: no more of their rows than a list shows. */
  observedIn(sandboxIds: readonly string[]): Promise<ObservedService[]> {
    return this.instances
      .createQueryBuilder('instance')
      .select('instance.sandboxId', 'sandboxId')
      .addSelect('instance.name', 'name')
      .addSelect('instance.observed', 'observed')
      .where(among('sandboxId', sandboxIds))
      .orderBy('instance.name')
      .getRawMany<ObservedService>();
  }

  /** The services of a repository, but for those that are being removed: by the sandbox's name, then their own. */
  usesOf(repository: string): Promise<RepositoryUse[]> {
    return this.instances
      .createQueryBuilder('instance')
      .innerJoin(Sandbox, 'sandbox', 'sandbox.id = instance.sandboxId')
      .select('sandbox.id', 'sandboxId')
      .addSelect('sandbox.name', 'sandboxName')
      .addSelect('sandbox.owner', 'owner')
      .addSelect('instance.name', 'name')
      .addSelect('instance.branch', 'branch')
      .addSelect('instance.pinnedCommit', 'pinnedCommit')
      .addSelect('instance.observed', 'observed')
      .addSelect('instance.runningDeploymentId', 'runningDeploymentId')
      .where('instance.repository = :repository', { repository })
      .andWhere('instance.desired != :removed', { removed: 'removed' })
      .orderBy('sandbox.name')
      .addOrderBy('instance.name')
      .getRawMany<RepositoryUse>();
  }

  /** With whom each is shared. */
  async sharesOf(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const where = among('sandboxId', sandboxIds);
    const shares = new Map<string, string[]>();
    for (const { sandboxId, username } of await this.shares.find({ where, order: { username: 'ASC' } }))
      shares.set(sandboxId, [...(shares.get(sandboxId) ?? []), username]);
    return shares;
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

  /** Not there and not theirs look the same. */
  private async with(right: Right, id: string, user: Viewer): Promise<Sandbox> {
    const sandbox = await this.get(id);
    const shares = await this.sharesOf([id]);
    if (!rightsOf(sandbox, shares.get(id) ?? [], user)[right]) throw notFound('sandbox');
    return sandbox;
  }
}
