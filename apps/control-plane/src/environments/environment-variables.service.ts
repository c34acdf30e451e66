import { Injectable } from '@nestjs/common';
import { type ChangeVariablesRequest, type ImportPreview, type ImportVariablesRequest } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { parseDotEnv } from './dot-env/dot-env.js';
import { EnvironmentHistory, type VariableChanges } from './environment-history.js';
import { EnvironmentRecords, type StoredValues } from './environment-records.js';
import { EnvironmentUse } from './environment-use.js';
import { type Environment } from './environment.entity.js';
import { editedMeanwhile, unreadableDotEnv, unusableVariables } from './environments.errors.js';
import { VariableEdits } from './variable-edits.js';

interface Step {
  values: StoredValues;
  verb: 'changed' | 'imported' | 'restored';
  note?: string;
}

/** Changes the variables of environments. */
@Injectable()
export class EnvironmentVariablesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: EnvironmentRecords,
    private readonly history: EnvironmentHistory,
    private readonly edits: VariableEdits,
    private readonly use: EnvironmentUse,
  ) {}

  /** @throws DomainError `conflict` when it was made against a version that is not the newest. */
  change(id: string, user: Viewer, { version, ...edit }: ChangeVariablesRequest): Promise<void> {
    return this.advance(id, user, async (environment) => {
      assertNewest(environment, version);
      const before = await this.records.valuesOf(id);
      return { values: this.edits.apply(id, before, edit), verb: 'changed' };
    });
  }

  /** All of it, or nothing. @throws DomainError `invalid-input` with every line that cannot be taken over. */
  import(id: string, user: Viewer, request: ImportVariablesRequest): Promise<void> {
    const read = valuesIn(request);
    return this.advance(id, user, async (environment) => {
      assertNewest(environment, request.version);
      const before = await this.records.valuesOf(id);
      return { values: this.imported(id, before, read, request), verb: 'imported', note: 'imported' };
    });
  }

  /** What the same import would change. @throws DomainError as the import does. */
  async previewImport(id: string, user: Viewer, request: ImportVariablesRequest): Promise<ImportPreview> {
    const read = valuesIn(request);
    const environment = await this.records.editable(id, user);
    assertNewest(environment, request.version);
    const before = await this.records.valuesOf(id);
    const after = this.imported(id, before, read, request);
    return { version: environment.version, ...this.history.changesBetween(id, before, after) };
  }

  /** An older version's variables, secrets included, as a new version. */
  restore(id: string, user: Viewer, version: number): Promise<void> {
    return this.advance(id, user, async (environment) => ({
      values: await this.history.at(environment, version),
      verb: 'restored',
      note: `restored version ${version}`,
    }));
  }

  private imported(
    id: string,
    before: StoredValues,
    read: ReadonlyMap<string, string>,
    { secrets, mode }: ImportVariablesRequest,
  ): StoredValues {
    const secret = new Set(secrets);
    const set = [...read].map(([name, value]) => ({
      name,
      value,
      ...(secret.has(name) ? { isSecret: true } : {}),
    }));
    const remove = mode === 'replace' ? [...before.keys()].filter((name) => !read.has(name)) : [];
    return this.edits.apply(id, before, { set, remove });
  }

  private async advance(
    id: string,
    user: Viewer,
    step: (environment: Environment) => Promise<Step>,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const environment = await this.records.editable(id, user);
      const { values, verb, note } = await step(environment);
      const changes = await this.history.advance(environment, values, user, note);
      const summary = `${verb} ${wordsFor(changes)} of environment ${environment.name}`;
      const details = { version: environment.version, ...(note && { note }), ...changes };
      await this.records.note(environment, verb, summary, details);
      await this.use.announceToSandboxes(id);
    });
  }
}

function assertNewest({ name, version }: Environment, madeAgainst: number | undefined): void {
  if (madeAgainst !== undefined && madeAgainst !== version) throw editedMeanwhile(name, version, madeAgainst);
}

function valuesIn({ text, secrets = [] }: ImportVariablesRequest): ReadonlyMap<string, string> {
  const { values, problems } = parseDotEnv(text);
  if (problems.length > 0) throw unreadableDotEnv(problems);
  const unknown = secrets.filter((name) => !values.has(name));
  if (unknown.length > 0)
    throw unusableVariables(
      Object.fromEntries(unknown.map((name) => [name, `${name} is to be a secret, but is not in the text`])),
    );
  return values;
}

/** E.g. `A, B (added) and C (removed)`; names only. */
function wordsFor(changes: VariableChanges | null): string {
  if (!changes) return 'nothing';
  const parts = (['added', 'changed', 'removed'] as const).flatMap((kind) =>
    changes[kind].length === 0 ? [] : [`${shortened(changes[kind])} (${kind})`],
  );
  return parts.join(', ');
}

const MAX_NAMES_IN_WORDS = 8;

function shortened(names: string[]): string {
  const rest = names.length - MAX_NAMES_IN_WORDS;
  return rest > 0 ? `${names.slice(0, MAX_NAMES_IN_WORDS).join(', ')} and ${rest} more` : names.join(', ');
}
