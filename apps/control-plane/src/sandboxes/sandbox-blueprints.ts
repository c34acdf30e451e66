import { Injectable } from '@nestjs/common';
import { type AddServiceRequest, type CreateSandboxRequest } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { InstanceCreation } from './instances/instance-creation.js';
import { SandboxRecords } from './sandbox-records.js';
import { SandboxRows } from './sandbox-rows.js';
import { type Sandbox } from './sandbox.entity.js';
import { sandboxNameTaken } from './sandboxes.errors.js';

/** Everything that a new sandbox is made of. */
export interface SandboxBlueprint extends CreateSandboxRequest {
  services?: readonly AddServiceRequest[];
  template?: { id: string; version: number; parameters: Record<string, string> };
  /** What was copied, for the activity feed, e.g. `template checkout (version 3)`; nothing when it was made by hand. */
  madeFrom?: string;
}

/** Makes sandboxes: with all that belongs to them, or not at all. */
@Injectable()
export class SandboxBlueprints {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly rows: SandboxRows,
    private readonly creation: InstanceCreation,
    private readonly audit: AuditTrail,
  ) {}

  create(user: Viewer, blueprint: SandboxBlueprint): Promise<Sandbox> {
    return this.unitOfWork.run(async () => {
      const { name, services = [] } = blueprint;
      if (await this.records.sandboxes.existsBy({ name })) throw sandboxNameTaken(name);

      const sandbox = await this.rows.of(user, blueprint);
      await this.records.sandboxes.insert(sandbox);
      await this.creation.addAll(sandbox.id, services);
      this.records.announce(sandbox.id);
      await this.note(sandbox, services.length, blueprint.madeFrom);
      return sandbox;
    });
  }

  private note({ id, name }: Sandbox, services: number, madeFrom: string | undefined): Promise<void> {
    const summary = madeFrom
      ? `created the sandbox from ${madeFrom}, with ${services} ${services === 1 ? 'service' : 'services'}`
      : 'created the sandbox';
    return this.audit.record({ action: 'sandbox.created', subject: name, sandboxId: id, summary });
  }
}
