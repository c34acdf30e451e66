import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type TemplateContent } from '@sdp/protocol';
import { In, IsNull } from 'typeorm';
import { type Viewer } from '../auth/viewer.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { notFound } from '../errors/domain-error.js';
import { mayEdit } from './template-rights.js';
import { TemplateVersion } from './template-version.entity.js';
import { Template } from './template.entity.js';
import { noSuchVersion, templateNameTaken } from './templates.errors.js';

/** The rows of templates and their versions. Changes are made within the caller's unit of work. */
@Injectable()
export class TemplateRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly environments: EnvironmentsService,
    private readonly clock: Clock,
  ) {}

  /** A living one. @throws DomainError `not-found`. */
  async get(id: string): Promise<Template> {
    const template = await this.templates.findOneBy({ id, deletedAt: IsNull() });
    if (!template) throw notFound('template');
    return template;
  }

  /** One that `user` may change. @throws DomainError `not-found` for what is not theirs, too. */
  async editable(id: string, user: Viewer): Promise<Template> {
    const template = await this.get(id);
    if (!mayEdit(template, user)) throw notFound('template');
    return template;
  }

  /** A deleted one, too: for what was made from it. */
  async everKnown(id: string): Promise<Template> {
    const template = await this.templates.findOneBy({ id });
    if (!template) throw notFound('template');
    return template;
  }

  living(): Promise<Template[]> {
    return this.templates.find({ where: { deletedAt: IsNull() }, order: { name: 'ASC' } });
  }

  /** The newest when none is given. */
  async contentOf(template: Template, version = template.version): Promise<TemplateContent> {
    const found = await this.versions.findOneBy({ templateId: template.id, version });
    if (!found) throw noSuchVersion(template.name, version);
    return (await this.withNamesOfNow([found])).get(template.id)!;
  }

  /** The newest of each, by template; two queries for many. */
  async newestContents(templates: readonly Template[]): Promise<ReadonlyMap<string, TemplateContent>> {
    const versions = await this.versions.findBy({ templateId: In(templates.map(({ id }) => id)) });
    const newest = new Map(templates.map(({ id, version }) => [id, version]));
    return this.withNamesOfNow(versions.filter((one) => newest.get(one.templateId) === one.version));
  }

  versionsOf(templateId: string): Promise<TemplateVersion[]> {
    return this.versions.find({ where: { templateId }, order: { version: 'DESC' } });
  }

  /** A new one, with its first version. */
  async insert(name: string, owner: string, content: TemplateContent, note: string): Promise<Template> {
    if (await this.templates.existsBy({ name, deletedAt: IsNull() })) throw templateNameTaken(name);
    const now = this.clock.now();
    const row = {
      id: randomUUID(),
      name,
      owner,
      version: 0,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    const template = this.templates.create(row);
    await this.templates.insert(template);
    return this.addVersion(template, owner, content, note);
  }

  async addVersion(
    template: Template,
    by: string,
    content: TemplateContent,
    note: string,
  ): Promise<Template> {
    const { environment } = content;
    const environmentId = environment === undefined ? null : (await this.environments.byName(environment)).id;
    const version = template.version + 1;
    const now = this.clock.now();
    const row = {
      templateId: template.id,
      version,
      content,
      environmentId,
      note,
      createdBy: by,
      createdAt: now,
    };
    await this.versions.insert(this.versions.create(row));
    await this.templates.update({ id: template.id }, { version, updatedAt: now });
    return { ...template, version, updatedAt: now };
  }

  async delete({ id }: Template): Promise<void> {
    await this.templates.update({ id }, { deletedAt: this.clock.now() });
  }

  /** An environment may have another name by now. */
  private async withNamesOfNow(
    versions: readonly TemplateVersion[],
  ): Promise<ReadonlyMap<string, TemplateContent>> {
    const names = await this.environments.nameOf(
      versions.flatMap(({ environmentId }) => environmentId ?? []),
    );
    return new Map(
      versions.map(({ templateId, content, environmentId }) => {
        const environment = names.get(environmentId ?? '');
        return [templateId, environment === undefined ? content : { ...content, environment }];
      }),
    );
  }

  private get templates() {
    return this.unitOfWork.manager.getRepository(Template);
  }

  private get versions() {
    return this.unitOfWork.manager.getRepository(TemplateVersion);
  }
}
