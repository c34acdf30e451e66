import { Injectable } from '@nestjs/common';
import { type TemplateContent } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { compareContents } from './content/compare.js';
import { assertMayLeadTo, TemplateChecks } from './template-checks.js';
import { TemplateNews } from './template-news.js';
import { TemplateRecords } from './template-records.js';
import { type Template } from './template.entity.js';
import { editedMeanwhile } from './templates.errors.js';

/** An edit as it arrives: nobody has looked at the content yet. */
export interface TemplateEdit {
  content: unknown;
  note?: string;
  /** That the edit was made of. */
  version?: number;
}

/** Makes templates, and new versions of them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: TemplateRecords,
    private readonly checks: TemplateChecks,
    private readonly news: TemplateNews,
  ) {}

  create(user: Viewer, name: string, content: unknown, note = ''): Promise<Template> {
    return this.unitOfWork.run(async () => this.insert(user, name, await this.checks.usable(content), note));
  }

  import(user: Viewer, yaml: string): Promise<Template> {
    return this.unitOfWork.run(async () => {
      const { name, content } = await this.checks.usableYaml(yaml);
      return this.insert(user, name, content, 'imported');
    });
  }

  /**
   * Says whether there is a new version: there is none when nothing differs.
   * @throws DomainError `conflict` when somebody was faster.
   */
  edit(id: string, user: Viewer, { content, note = '', version }: TemplateEdit): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const template = await this.records.editable(id, user);
      if (version !== undefined && version !== template.version) throw editedMeanwhile(template, version);
      return this.addVersion(template, user, await this.checks.usable(content), note);
    });
  }

  importVersion(id: string, user: Viewer, yaml: string): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const template = await this.records.editable(id, user);
      const { content } = await this.checks.usableYaml(yaml, template.name);
      return this.addVersion(template, user, content, 'imported');
    });
  }

  /** What was made from it lives on. */
  delete(id: string, user: Viewer): Promise<void> {
    return this.unitOfWork.run(async () => {
      const template = await this.records.editable(id, user);
      await this.records.delete(template);
      await this.news.deleted(template);
    });
  }

  private async insert(
    user: Viewer,
    name: string,
    content: TemplateContent,
    note: string,
  ): Promise<Template> {
    assertMayLeadTo(content, null, user);
    const template = await this.records.insert(name, user.username, content, note);
    await this.news.created(template, note);
    return template;
  }

  private async addVersion(
    before: Template,
    user: Viewer,
    content: TemplateContent,
    note: string,
  ): Promise<boolean> {
    const newest = await this.records.contentOf(before);
    const changed = compareContents(newest, content).differences.map(({ path }) => path);
    if (changed.length === 0) return false;

    assertMayLeadTo(content, newest, user);
    const template = await this.records.addVersion(before, user.username, content, note);
    await this.news.changed(template, note, changed);
    return true;
  }
}
