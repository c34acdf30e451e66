import { Injectable } from '@nestjs/common';
import { type TemplateContent } from '@sdp/protocol';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { type Rendering } from '../content/render.js';
import { renderWith } from '../template-parameters.js';
import { TemplateRecords } from '../template-records.js';
import { type Template } from '../template.entity.js';
import { notFromTemplate } from '../templates.errors.js';
import { SandboxSnapshots } from './sandbox-snapshots.js';

/** Where a sandbox is from, and where it is now. */
export interface SandboxOrigin {
  template: Template;
  version: number;
  /** Of that version. */
  content: TemplateContent;
  /** Parameters as somebody gave them. */
  given: Record<string, string>;
  /** The version with these parameters: what the sandbox was, before its own edits. */
  rendering: Rendering;
  now: Rendering;
}

@Injectable()
export class SandboxOrigins {
  constructor(
    private readonly records: TemplateRecords,
    private readonly snapshots: SandboxSnapshots,
  ) {}

  /** @throws DomainError `not-found` when it was not made from a template. */
  async of(sandbox: Sandbox): Promise<SandboxOrigin> {
    const { templateId, templateVersion: version, templateParameters } = sandbox;
    if (templateId === null || version === null) throw notFromTemplate(sandbox.name);

    const given = templateParameters ?? {};
    const template = await this.records.everKnown(templateId);
    const content = await this.records.contentOf(template, version);
    const now = await this.snapshots.of(sandbox);
    return { template, version, content, given, rendering: renderWith(content, given), now };
  }

  contentOf(template: Template, version: number): Promise<TemplateContent> {
    return this.records.contentOf(template, version);
  }
}
