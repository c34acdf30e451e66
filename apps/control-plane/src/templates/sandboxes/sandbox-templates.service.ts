import { Injectable } from '@nestjs/common';
import {
  type SandboxTemplateView,
  type TemplateUpdateView,
  type UpdateFromTemplateRequest,
} from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { compareContents } from '../content/compare.js';
import { merge } from '../content/merge.js';
import { renderWith, stillAskedFor, withDefaults } from '../template-parameters.js';
import { templateDeleted } from '../templates.errors.js';
import { SandboxChanges } from './sandbox-changes.js';
import { SandboxOrigins } from './sandbox-origins.js';

/** What a sandbox has to do with the template that it was made from. */
@Injectable()
export class SandboxTemplatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: SandboxRecords,
    private readonly origins: SandboxOrigins,
    private readonly changes: SandboxChanges,
    private readonly audit: AuditTrail,
  ) {}

  /** Everybody who is signed in may see it. @throws DomainError `not-found` when it was made by hand. */
  async view(sandboxId: string): Promise<SandboxTemplateView> {
    const origin = await this.origins.of(await this.sandboxes.get(sandboxId));
    const { template, version, content, given, rendering, now } = origin;
    const newest = await this.origins.contentOf(template, template.version);
    return {
      template: {
        id: template.id,
        name: template.name,
        version,
        newestVersion: template.version,
        isDeleted: template.deletedAt !== null,
      },
      parameters: withDefaults(content, given),
      ownChanges: compareContents(rendering, now),
      newerChanges: compareContents(content, newest),
    };
  }

  /** Own edits stay. Nothing is deployed: it takes effect with the next deployment of each service. */
  update(sandboxId: string, user: Viewer, request: UpdateFromTemplateRequest): Promise<TemplateUpdateView> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.sandboxes.changeable(sandboxId, user, 'mayEdit');
      const { template, given, rendering, now } = await this.origins.of(sandbox);
      if (template.deletedAt) throw templateDeleted(template.name);

      const { version = template.version, parameters = {} } = request;
      const content = await this.origins.contentOf(template, version);
      const values = { ...stillAskedFor(content, given), ...parameters };
      const { merged, applied, kept } = merge(rendering, now, renderWith(content, values));
      await this.changes.apply(sandboxId, user, now, merged);
      await this.sandboxes.sandboxes.update(
        { id: sandboxId },
        { templateVersion: version, templateParameters: values },
      );
      this.sandboxes.announce(sandboxId);
      await this.note(sandbox, template.name, { version, applied, kept });
      return { version, applied, kept };
    });
  }

  private async note(
    { id, name, templateVersion }: Sandbox,
    template: string,
    { version, applied, kept }: TemplateUpdateView,
  ): Promise<void> {
    const pathsOf = ({ differences }: typeof applied) => differences.map(({ path }) => path);
    await this.audit.record({
      action: 'sandbox.updated-from-template',
      subject: name,
      sandboxId: id,
      summary: `brought the sandbox from version ${templateVersion} to version ${version} of the template ${template}`,
      details: { template, version, applied: pathsOf(applied), kept: pathsOf(kept) },
    });
  }
}
