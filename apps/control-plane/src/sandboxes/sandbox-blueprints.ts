import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AddServiceRequest, type CreateSandboxRequest } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { InstanceCreation } from './instance-creation.js';
import { NO_HOLD } from './hold.js';
import { SandboxLifetimes } from './sandbox-lifetimes.js';
import { SandboxRecords } from './sandbox-records.js';
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
    private readonly creation: InstanceCreation,
    private readonly lifetimes: SandboxLifetimes,
    private readonly environments: EnvironmentsService,
    private readonly audit: AuditTrail,
  ) {}

  create(user: Viewer, blueprint: SandboxBlueprint): Promise<Sandbox> {
    return this.unitOfWork.run(async () => {
      const { name, environmentId = null, services = [] } = blueprint;
      if (await this.records.sandboxes.existsBy({ name })) throw sandboxNameTaken(name);
      if (environmentId) await this.environments.get(environmentId);

      const sandbox = this.records.sandboxes.create(this.rowOf(user, blueprint));
      await this.records.sandboxes.insert(sandbox);
      await this.creation.addAll(sandbox.id, services);
      this.records.announce(sandbox.id);
      await this.note(sandbox, services.length, blueprint.madeFrom);
      return sandbox;
    });
  }

  private rowOf(user: Viewer, blueprint: SandboxBlueprint): Sandbox {
    const { name, description = '', labels = {}, variables = {}, template } = blueprint;
    const { createdAt, expiresAt } = this.lifetimes.begin(user, blueprint.ttlHours);
    return {
      id: randomUUID(),
      name,
      description,
      owner: user.username,
      labels,
      environmentId: blueprint.environmentId ?? null,
      variables,
      lastEpoch: 0,
      createdAt,
      expiresAt,
      warnedAt: null,
      ...NO_HOLD,
      isStopped: false,
      templateId: template?.id ?? null,
      templateVersion: template?.version ?? null,
      templateParameters: template?.parameters ?? null,
      deletingSince: null,
    };
  }

  private note({ id, name }: Sandbox, services: number, madeFrom: string | undefined): Promise<void> {
    const summary = madeFrom
      ? `created the sandbox from ${madeFrom}, with ${services} ${services === 1 ? 'service' : 'services'}`
      : 'created the sandbox';
    return this.audit.record({ action: 'sandbox.created', subject: name, sandboxId: id, summary });
  }
}
