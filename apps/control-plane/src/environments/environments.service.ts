import { Injectable } from '@nestjs/common';
import { In, IsNull, Like, Not } from 'typeorm';
import { notFound } from '../errors/domain-error.js';
import { baselineService } from './baseline.js';
import { EnvironmentRecords } from './environment-records.js';
import { type EnvironmentValue } from './environment-value.entity.js';
import { SecretBox } from './secrets/secret-box.js';

export interface EnvironmentName {
  id: string;
  name: string;
}

/** An environment as the lowest layer of a container's variables, secrets opened. Never leaves for a person. */
export interface EnvironmentLayer {
  values: Record<string, string>;
  secretNames: ReadonlySet<string>;
}

/** What other modules want to know about environments. */
@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly records: EnvironmentRecords,
    private readonly secrets: SecretBox,
  ) {}

  /** @throws DomainError `not-found`. Called in a unit of work, it cannot be deleted until that is over. */
  async get(id: string): Promise<EnvironmentName> {
    const { name } = await this.records.get(id);
    return { id, name };
  }

  /** @throws DomainError `not-found`. */
  async byName(name: string): Promise<EnvironmentName> {
    const environment = await this.records.environments.findOneBy({ name });
    if (!environment) throw notFound(`environment as ${name}`);
    return { id: environment.id, name };
  }

  /** Every environment's id, by name. */
  async idsByName(): Promise<ReadonlyMap<string, string>> {
    const found = await this.records.environments.find({ select: { id: true, name: true } });
    return new Map(found.map(({ id, name }) => [name, id]));
  }

  /** Names by id; one query for many. */
  async nameOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const distinct = [...new Set(ids)];
    if (distinct.length === 0) return new Map();
    const found = await this.records.environments.findBy({ id: In(distinct) });
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  async layerOf(environmentId: string | null): Promise<EnvironmentLayer> {
    if (environmentId === null) return { values: {}, secretNames: new Set() };
    const stored = [...(await this.records.valuesOf(environmentId))];
    return {
      values: Object.fromEntries(
        stored.map(([name, value]) => [name, this.secrets.textOf(value, { environmentId, name })]),
      ),
      // Of the same reading as the values: what is a secret among them must never pass for plain.
      secretNames: new Set(stored.flatMap(([name, { keyId }]) => (keyId === null ? [] : [name]))),
    };
  }

  /** Which of its variables are secret; nothing is opened for it. */
  async secretNamesOf(environmentId: string | null): Promise<ReadonlySet<string>> {
    if (environmentId === null) return new Set();
    const rows = await this.records.values.find({
      select: { name: true },
      where: { environmentId, until: IsNull(), keyId: Not(IsNull()) },
    });
    return new Set(rows.map(({ name }) => name));
  }

  /** The baseline URLs of environments, by variable (`orders_url`); a secret is none. One query for many. */
  async baselinesOf(ids: readonly string[]): Promise<ReadonlyMap<string, Record<string, string>>> {
    const distinct = [...new Set(ids)];
    const rows = await this.records.values.find({
      where: { environmentId: In(distinct), until: IsNull(), keyId: IsNull(), name: Like('%_url') },
      order: { name: 'ASC' },
    });
    return new Map(distinct.map((id) => [id, baselinesAmong(rows, id)]));
  }

  /** Every secret that an environment has or ever had: what runs may have been given an older one. */
  async secretsOf(environmentId: string): Promise<string[]> {
    const rows = await this.records.values.findBy({ environmentId, keyId: Not(IsNull()) });
    return [...new Set(rows.map((row) => this.secrets.textOf(row, row)))];
  }
}

function baselinesAmong(rows: readonly EnvironmentValue[], id: string): Record<string, string> {
  return Object.fromEntries(
    rows
      .filter(({ environmentId, name }) => environmentId === id && baselineService(name) !== null)
      .map(({ name, value }) => [name, value]),
  );
}
