import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Viewer } from '../auth/viewer.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { EnvironmentValue } from './environment-value.entity.js';
import { EnvironmentVersionRecord } from './environment-version.entity.js';
import { Environment } from './environment.entity.js';
import { environmentNameTaken } from './environments.errors.js';
import { type StoredValue } from './secrets/secret-box.js';

/** By name. */
export type StoredValues = ReadonlyMap<string, StoredValue>;

/** The rows of environments, their values and versions, and the rule who may change them. */
@Injectable()
export class EnvironmentRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  get environments() {
    return this.unitOfWork.manager.getRepository(Environment);
  }

  get values() {
    return this.unitOfWork.manager.getRepository(EnvironmentValue);
  }

  get versions() {
    return this.unitOfWork.manager.getRepository(EnvironmentVersionRecord);
  }

  async get(id: string): Promise<Environment> {
    const environment = await this.environments.findOneBy({ id });
    if (!environment) throw notFound('environment');
    return environment;
  }

  /** One that `user` may change. @throws DomainError `not-found` for what is not theirs, too. */
  async editable(id: string, user: Viewer): Promise<Environment> {
    const environment = await this.get(id);
    if (!mayEdit(environment, user)) throw notFound('environment');
    return environment;
  }

  /** A new one, without a version as yet. */
  async insert(name: string, description: string, owner: string): Promise<Environment> {
    await this.assertNameIsFree(name);
    const now = this.clock.now();
    const row = { id: randomUUID(), name, description, owner, version: 0, createdAt: now, updatedAt: now };
    const environment = this.environments.create(row);
    await this.environments.insert(environment);
    return environment;
  }

  async assertNameIsFree(name: string): Promise<void> {
    if (await this.environments.existsBy({ name })) throw environmentNameTaken(name);
  }

  async valuesOf(environmentId: string): Promise<StoredValues> {
    const rows = await this.values.find({
      where: { environmentId, until: IsNull() },
      order: { name: 'ASC' },
    });
    return byName(rows);
  }

  async valuesAsOf(environmentId: string, version: number): Promise<StoredValues> {
    const rows = await this.values
      .createQueryBuilder('value')
      .where('value.environmentId = :environmentId AND value.since <= :version', { environmentId, version })
      .andWhere('(value.until IS NULL OR value.until > :version)', { version })
      .orderBy('value.name')
      .getMany();
    return byName(rows);
  }

  /** How many variables each has, and how many of them are secret; one query for many. */
  async countsOf(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { variables: number; secrets: number }>> {
    const rows = await this.values
      .createQueryBuilder('value')
      .select('value.environmentId', 'id')
      .addSelect('COUNT(*)', 'variables')
      .addSelect('COUNT(value.keyId)', 'secrets')
      .where({ environmentId: In([...ids]), until: IsNull() })
      .groupBy('value.environmentId')
      .getRawMany<{ id: string; variables: number; secrets: number }>();
    return new Map(
      rows.map(({ id, variables, secrets }) => [
        id,
        { variables: Number(variables), secrets: Number(secrets) },
      ]),
    );
  }

  /** Says what was done to one: to the audit trail, and to whoever watches. Call within the unit of work of it. */
  async note(
    { id, name }: Environment,
    verb: string,
    summary: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record({ action: `environment.${verb}`, subject: name, summary, details });
    this.changes.announce(verb === 'deleted' ? 'environment-removed' : 'environment', id);
  }
}

/** Ops edit all; developers what they made themselves. */
export function mayEdit({ owner }: Environment, { username, role }: Viewer): boolean {
  return role === 'ops' || (role === 'developer' && owner === username);
}

function byName(rows: readonly EnvironmentValue[]): StoredValues {
  return new Map(rows.map(({ name, value, keyId }) => [name, { value, keyId }]));
}
