import { Injectable } from '@nestjs/common';
import { type CreateEnvironmentRequest, type UpdateEnvironmentRequest } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EnvironmentHistory } from './environment-history.js';
import { EnvironmentRecords } from './environment-records.js';
import { EnvironmentUse } from './environment-use.js';
import { type Environment } from './environment.entity.js';
import { environmentInUse } from './environments.errors.js';
import { VariableEdits } from './variable-edits.js';

/** Makes, names, copies and deletes environments. */
@Injectable()
export class EnvironmentEditsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: EnvironmentRecords,
    private readonly history: EnvironmentHistory,
    private readonly edits: VariableEdits,
    private readonly use: EnvironmentUse,
  ) {}

  async create(user: Viewer, request: CreateEnvironmentRequest): Promise<Environment> {
    const { name, description = '', variables = [] } = request;
    return this.unitOfWork.run(async () => {
      const environment = await this.records.insert(name, description, user.username);
      const values = this.edits.apply(environment.id, new Map(), { set: variables });
      const changes = await this.history.advance(environment, values, user, 'created');
      await this.records.note(environment, 'created', `created environment ${name}`, { ...changes });
      return environment;
    });
  }

  /** Everything of it but its history, owned by `user`. */
  async clone(id: string, name: string, user: Viewer): Promise<Environment> {
    return this.unitOfWork.run(async () => {
      const original = await this.records.get(id);
      const environment = await this.records.insert(name, original.description, user.username);
      const values = this.edits.copy(await this.records.valuesOf(id), id, environment.id);
      const note = `cloned from ${original.name}, version ${original.version}`;
      await this.history.advance(environment, values, user, note);
      const details = { from: original.name, version: original.version };
      await this.records.note(
        environment,
        'cloned',
        `cloned environment ${original.name} to ${name}`,
        details,
      );
      return environment;
    });
  }

  async update(id: string, user: Viewer, request: UpdateEnvironmentRequest): Promise<void> {
    await this.unitOfWork.run(async () => {
      const environment = await this.records.editable(id, user);
      const { name = environment.name, description = environment.description } = request;
      if (name !== environment.name) await this.records.assertNameIsFree(name);
      await this.records.environments.update({ id }, { name, description });
      const summary =
        name === environment.name
          ? `described environment ${name} anew`
          : `renamed environment ${environment.name} to ${name}`;
      await this.records.note({ ...environment, name }, 'updated', summary, { name, description });
    });
  }

  /** @throws DomainError `in-use`, naming the sandboxes and templates that have it. */
  async delete(id: string, user: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => {
      const environment = await this.records.editable(id, user);
      const { sandboxes, templates } = (await this.use.of([id]))(id);
      if (sandboxes.length + templates.length > 0)
        throw environmentInUse(environment.name, sandboxes, templates);
      await this.records.environments.delete({ id });
      await this.records.note(environment, 'deleted', `deleted environment ${environment.name}`);
    });
  }
}
