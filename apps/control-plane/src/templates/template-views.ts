import { Injectable } from '@nestjs/common';
import {
  type TemplateComparison,
  type TemplateContent,
  type TemplateSummary,
  type TemplateVersionView,
  type TemplateView,
} from '@sdp/protocol';
import { In } from 'typeorm';
import { type Viewer } from '../auth/viewer.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { compareContents } from './content/compare.js';
import { TemplateRecords } from './template-records.js';
import { mayEdit } from './template-rights.js';
import { type Template } from './template.entity.js';
import { writeTemplateYaml } from './yaml/write-template-yaml.js';

/** Templates as people see them. Everybody who is signed in reads all of them. */
@Injectable()
export class TemplateViews {
  constructor(
    private readonly records: TemplateRecords,
    private readonly sandboxes: SandboxRecords,
  ) {}

  async summaries(user: Viewer): Promise<TemplateSummary[]> {
    const templates = await this.records.living();
    const contents = await this.records.newestContents(templates);
    const sandboxes = await this.sandboxesOf(templates.map(({ id }) => id));
    return templates.map((template) =>
      summaryOf(template, contents.get(template.id)!, sandboxes.get(template.id) ?? [], user),
    );
  }

  /** With the content of the newest version when none is given. */
  async view(id: string, user: Viewer, version?: number): Promise<TemplateView> {
    const template = await this.records.get(id);
    const newest = await this.records.contentOf(template);
    const content = version === undefined ? newest : await this.records.contentOf(template, version);
    const sandboxes = await this.sandboxesOf([id]);
    return {
      ...summaryOf(template, newest, sandboxes.get(id) ?? [], user),
      content,
      contentVersion: version ?? template.version,
    };
  }

  async versions(id: string): Promise<TemplateVersionView[]> {
    await this.records.get(id);
    const versions = await this.records.versionsOf(id);
    return versions.map(({ version, createdAt, createdBy, note }) => ({
      version,
      createdAt: createdAt.toISOString(),
      createdBy,
      note,
    }));
  }

  async comparison(id: string, from: number, to: number): Promise<TemplateComparison> {
    const template = await this.records.get(id);
    return compareContents(
      await this.records.contentOf(template, from),
      await this.records.contentOf(template, to),
    );
  }

  async yaml(id: string, version?: number): Promise<{ name: string; text: string }> {
    const template = await this.records.get(id);
    const content = await this.records.contentOf(template, version);
    return {
      name: template.name,
      text: writeTemplateYaml(template.name, version ?? template.version, content),
    };
  }

  /** Names of the sandboxes made from each template, in order; one query for many. */
  async sandboxesOf(templateIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const sandboxes = await this.sandboxes.sandboxes.find({
      select: { name: true, templateId: true },
      where: { templateId: In([...templateIds]) },
      order: { name: 'ASC' },
    });
    const names = new Map<string, string[]>();
    for (const { name, templateId } of sandboxes)
      if (templateId !== null) names.set(templateId, [...(names.get(templateId) ?? []), name]);
    return names;
  }
}

function summaryOf(
  template: Template,
  { description = '', services, parameters = [] }: TemplateContent,
  sandboxes: string[],
  user: Viewer,
): TemplateSummary {
  const { id, name, owner, version, updatedAt } = template;
  return {
    id,
    name,
    description,
    owner,
    isEditable: mayEdit(template, user),
    version,
    updatedAt: updatedAt.toISOString(),
    services: services.map((service) => service.name),
    parameters,
    sandboxes,
  };
}
