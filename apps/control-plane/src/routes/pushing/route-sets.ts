import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { among } from '../../database/many-ids.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { targetsOf } from '../effective/effective-set.js';
import { hashOf } from '../effective/route-targets.js';
import { RouteSet, type SetRoute } from './route-set.entity.js';

export interface NewRouteSet {
  routes: readonly SetRoute[];
  createdBy: string;
  reason: string;
  adoptedFrom?: string;
}

const LONGEST_REASON = 300;

/** The rows of route sets. */
@Injectable()
export class RouteSets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly changes: ChangeFeed,
  ) {}

  /** Call within the unit of work that decided on it. */
  async add(sandboxId: string, { routes, createdBy, reason, adoptedFrom }: NewRouteSet): Promise<RouteSet> {
    const newest = await this.table.maximum('revision', { sandboxId });
    const set = this.table.create({
      sandboxId,
      revision: (newest ?? 0) + 1,
      hash: hashOf(targetsOf(routes)),
      routes: [...routes],
      secretNames: [],
      createdAt: this.clock.now(),
      createdBy,
      reason: reason.slice(0, LONGEST_REASON),
      adoptedFrom: adoptedFrom ?? null,
    });
    await this.table.insert(set);
    this.changes.announce('routes', sandboxId);
    return set;
  }

  async get(sandboxId: string, revision: number): Promise<RouteSet> {
    const set = await this.table.findOneBy({ sandboxId, revision });
    if (!set) throw notFound('route set');
    return set;
  }

  /** What the environment keeps secret when a gateway is given the set. */
  async noteSecrets({ sandboxId, revision, secretNames }: RouteSet, names: readonly string[]): Promise<void> {
    const all = [...new Set([...secretNames, ...names])].sort();
    if (all.length > secretNames.length)
      await this.unitOfWork.run(() => this.table.update({ sandboxId, revision }, { secretNames: all }));
  }

  /** The newest of each sandbox. */
  async newest(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, RouteSet>> {
    const revisions = await this.table
      .createQueryBuilder('one')
      .select('one.sandboxId', 'sandboxId')
      .addSelect('MAX(one.revision)', 'revision')
      .where(among('sandboxId', sandboxIds))
      .groupBy('one.sandboxId')
      .getRawMany<{ sandboxId: string; revision: number }>();
    return this.find(revisions);
  }

  /** The set that each of these containers has, adopted ones included; keyed by sandbox. */
  async adoptedFrom(deploymentIds: readonly string[]): Promise<ReadonlyMap<string, RouteSet>> {
    const adopted = await this.table.find({
      where: { adoptedFrom: In([...deploymentIds]) },
      order: { revision: 'ASC' },
    });
    return new Map(adopted.map((set) => [set.sandboxId, set]));
  }

  /** At most one revision per sandbox; keyed by sandbox. */
  async find(
    keys: readonly { sandboxId: string; revision: number }[],
  ): Promise<ReadonlyMap<string, RouteSet>> {
    if (keys.length === 0) return new Map();
    const revisions = new Map(keys.map(({ sandboxId, revision }) => [sandboxId, revision]));
    const found = await this.table.find({
      where: { sandboxId: In([...revisions.keys()]), revision: In([...new Set(revisions.values())]) },
    });
    const wanted = found.filter(({ sandboxId, revision }) => revisions.get(sandboxId) === revision);
    return new Map(wanted.map((set) => [set.sandboxId, set]));
  }

  history(sandboxId: string, limit: number): Promise<RouteSet[]> {
    return this.table.find({ where: { sandboxId }, order: { revision: 'DESC' }, take: limit });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(RouteSet);
  }
}
