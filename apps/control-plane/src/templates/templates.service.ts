import { Injectable } from '@nestjs/common';
import { type TemplateContent } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Viewer } from '../auth/viewer.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { compareContents } from './content/compare.js';
import { assertMayLeadTo, TemplateChecks } from './template-checks.js';
import { TemplateRecords } from './template-records.js';
import { type Template } from './template.entity.js';

/** Makes templates, and new versions of them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: TemplateRecords,
    private readonly checks: TemplateChecks,
    private readonly audit: AuditTrail,
    private readonly changes: ChangeFeed,
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

  /** Says whether there is a new version: there is none when nothing differs. */
  edit(id: string, user: Viewer, content: unknown, note = ''): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const template = await this.records.editable(id, user);
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
      await this.note(template, 'deleted', `deleted the template ${template.name}; its sandboxes live on`);
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
    await this.note(template, 'created', `created the template ${name}`, { note });
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
    const summary = `made version ${template.version} of the template ${template.name}`;
    await this.note(template, 'changed', summary, { version: template.version, note, changed });
    return true;
  }

  private async note(
    { id, name }: Template,
    verb: string,
    summary: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record({ action: `template.${verb}`, subject: name, summary, details });
    this.changes.announce(verb === 'deleted' ? 'template-removed' : 'template', id);
  }
}
