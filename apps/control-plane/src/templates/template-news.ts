import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { type Template } from './template.entity.js';

/** Says what was done to templates. Call within the unit of work of it. */
@Injectable()
export class TemplateNews {
  constructor(
    private readonly audit: AuditTrail,
    private readonly changes: ChangeFeed,
    private readonly sandboxes: SandboxRecords,
  ) {}

  created(template: Template, note: string): Promise<void> {
    this.changes.announce('template', template.id);
    return this.record(template, 'created', `created the template ${template.name}`, { note });
  }

  /** Its sandboxes show that there is a newer version. */
  async changed(template: Template, note: string, changed: readonly string[]): Promise<void> {
    const { id, name, version } = template;
    this.changes.announce('template', id);
    await this.announceSandboxes(id);
    const summary = `made version ${version} of the template ${name}`;
    await this.record(template, 'changed', summary, { version, note, changed });
  }

  /** Its sandboxes show that it is gone. */
  async deleted(template: Template): Promise<void> {
    this.changes.announce('template-removed', template.id);
    await this.announceSandboxes(template.id);
    await this.record(template, 'deleted', `deleted the template ${template.name}; its sandboxes live on`);
  }

  /** The sandbox's own making is told elsewhere. */
  cloned(id: string): void {
    this.changes.announce('template', id);
  }

  private async announceSandboxes(templateId: string): Promise<void> {
    const sandboxes = await this.sandboxes.sandboxes.find({ select: { id: true }, where: { templateId } });
    for (const { id } of sandboxes) this.sandboxes.announce(id);
  }

  private record(
    { name }: Template,
    verb: string,
    summary: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.record({ action: `template.${verb}`, subject: name, summary, details });
  }
}
