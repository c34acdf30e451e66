import { Injectable } from '@nestjs/common';
import { type Viewer } from '../auth/viewer.js';
import { In, IsNull } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { MAX_VARIABLES } from '../validation/variable-rules.js';
import { EnvironmentRecords, type StoredValues } from './environment-records.js';
import { type Environment } from './environment.entity.js';
import { noSuchVersion, tooManyVariables } from './environments.errors.js';
import { SecretBox, type StoredValue } from './secrets/secret-box.js';

/** Names of variables, by what happened to them. */
export interface VariableChanges {
  added: string[];
  changed: string[];
  removed: string[];
}

/** Writes an environment's versions, one on top of the other. Call within a unit of work. */
@Injectable()
export class EnvironmentHistory {
  constructor(
    private readonly records: EnvironmentRecords,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Makes `wanted` the newest version; null when it is what the environment has already. */
  async advance(
    environment: Environment,
    wanted: StoredValues,
    { username }: Pick<Viewer, 'username'>,
    note = '',
  ): Promise<VariableChanges | null> {
    if (wanted.size > MAX_VARIABLES) throw tooManyVariables(wanted.size);
    const { id: environmentId } = environment;
    const before = await this.records.valuesOf(environmentId);
    const changes = this.changesBetween(environmentId, before, wanted);
    const isFirst = environment.version === 0;
    if (!isFirst && Object.values(changes).every((names) => names.length === 0)) return null;

    const version = environment.version + 1;
    const changedAt = this.clock.now();
    await this.endValues(environmentId, [...changes.changed, ...changes.removed], version);
    await this.beginValues(environmentId, [...changes.added, ...changes.changed], wanted, version);
    await this.sealEarlier(environmentId, [...changes.added, ...changes.changed], wanted);
    await this.records.versions.insert({
      ...changes,
      environmentId,
      version,
      changedAt,
      changedBy: username,
      note,
    });
    await this.records.environments.update({ id: environmentId }, { version, updatedAt: changedAt });
    Object.assign(environment, { version, updatedAt: changedAt });
    return changes;
  }

  /** What an older version had. @throws DomainError `not-found`. */
  async at({ id: environmentId }: Environment, version: number): Promise<StoredValues> {
    if (!(await this.records.versions.existsBy({ environmentId, version }))) throw noSuchVersion(version);
    return this.records.valuesAsOf(environmentId, version);
  }

  /** Secrets are compared by what is in them: the same text sealed twice is no change. */
  changesBetween(environmentId: string, before: StoredValues, after: StoredValues): VariableChanges {
    const isSame = (name: string, one: StoredValue, other: StoredValue) =>
      (one.value === other.value && one.keyId === other.keyId) ||
      ((one.keyId === null) === (other.keyId === null) &&
        this.secrets.textOf(one, { environmentId, name }) ===
          this.secrets.textOf(other, { environmentId, name }));
    return {
      added: [...after.keys()].filter((name) => !before.has(name)),
      changed: [...after].flatMap(([name, value]) => {
        const earlier = before.get(name);
        return earlier && !isSame(name, earlier, value) ? [name] : [];
      }),
      removed: [...before.keys()].filter((name) => !after.has(name)),
    };
  }

  private async endValues(environmentId: string, names: string[], version: number): Promise<void> {
    if (names.length === 0) return;
    await this.records.values.update({ environmentId, name: In(names), until: IsNull() }, { until: version });
  }

  private async beginValues(
    environmentId: string,
    names: string[],
    wanted: StoredValues,
    since: number,
  ): Promise<void> {
    if (names.length === 0) return;
    await this.records.values.insert(
      names.map((name) => ({ environmentId, name, since, until: null, ...wanted.get(name)! })),
    );
  }

  /** What is a secret from now on was meant to be one before: its earlier values do not stay in the clear. */
  private async sealEarlier(environmentId: string, begun: string[], wanted: StoredValues): Promise<void> {
    const names = begun.filter((name) => wanted.get(name)!.keyId !== null);
    if (names.length === 0) return;
    const rows = await this.records.values.findBy({ environmentId, name: In(names), keyId: IsNull() });
    for (const { name, since, value } of rows)
      await this.records.values.update(
        { environmentId, name, since },
        this.secrets.seal(value, { environmentId, name }),
      );
  }
}
