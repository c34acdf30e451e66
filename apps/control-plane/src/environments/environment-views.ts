import { Injectable } from '@nestjs/common';
import {
  type EnvironmentComparison,
  type EnvironmentSummary,
  type EnvironmentVariable,
  type EnvironmentVersion,
  type EnvironmentView,
} from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { baselineService } from './baseline.js';
import { compareValues } from './comparison.js';
import { toDotEnv } from './dot-env/dot-env-text.js';
import { EnvironmentRecords, mayEdit, type StoredValues } from './environment-records.js';
import { EnvironmentUse } from './environment-use.js';
import { type Environment } from './environment.entity.js';
import { SecretBox } from './secrets/secret-box.js';

/** Environments as people see them: no secret's value among it. */
@Injectable()
export class EnvironmentViews {
  constructor(
    private readonly records: EnvironmentRecords,
    private readonly use: EnvironmentUse,
    private readonly secrets: SecretBox,
  ) {}

  async summaries(user: Viewer): Promise<EnvironmentSummary[]> {
    return this.summarize(await this.records.environments.find({ order: { name: 'ASC' } }), user);
  }

  async view(id: string, user: Viewer): Promise<EnvironmentView> {
    const [summary] = await this.summarize([await this.records.get(id)], user);
    return { ...summary!, variables: variablesOf(await this.records.valuesOf(id)) };
  }

  async dotEnv(id: string): Promise<{ fileName: string; text: string }> {
    const { name } = await this.records.get(id);
    const text = toDotEnv(name, variablesOf(await this.records.valuesOf(id)));
    return { fileName: `${name}.env`, text };
  }

  async comparison(leftId: string, rightId: string): Promise<EnvironmentComparison> {
    const [left, right] = [await this.records.get(leftId), await this.records.get(rightId)];
    const differences = compareValues(
      { values: await this.records.valuesOf(leftId), textOf: this.textsOf(leftId) },
      { values: await this.records.valuesOf(rightId), textOf: this.textsOf(rightId) },
    );
    return { left: left.name, right: right.name, ...differences };
  }

  async versions(environmentId: string): Promise<EnvironmentVersion[]> {
    await this.records.get(environmentId);
    const versions = await this.records.versions.find({
      where: { environmentId },
      order: { version: 'DESC' },
    });
    return versions.map(({ version, changedAt, changedBy, added, changed, removed, note }) => ({
      version,
      changedAt: changedAt.toISOString(),
      changedBy,
      added,
      changed,
      removed,
      note,
    }));
  }

  private textsOf(environmentId: string) {
    return (name: string, stored: { value: string; keyId: string | null }) =>
      this.secrets.textOf(stored, { environmentId, name });
  }

  private async summarize(environments: Environment[], user: Viewer): Promise<EnvironmentSummary[]> {
    const ids = environments.map(({ id }) => id);
    const counts = await this.records.countsOf(ids);
    const usersOf = await this.use.of(ids);
    return environments.map((environment) => {
      const { id, name, description, owner, version, updatedAt } = environment;
      const { variables = 0, secrets = 0 } = counts.get(id) ?? {};
      return {
        id,
        name,
        description,
        owner,
        isEditable: mayEdit(environment, user),
        version,
        updatedAt: updatedAt.toISOString(),
        variableCount: variables,
        secretCount: secrets,
        usedBy: usersOf(id),
      };
    });
  }
}

function variablesOf(values: StoredValues): EnvironmentVariable[] {
  return [...values].map(([name, { value, keyId }]) => {
    const isSecret = keyId !== null;
    return {
      name,
      value: isSecret ? null : value,
      isSecret,
      baselineOf: isSecret ? null : baselineService(name),
    };
  });
}
