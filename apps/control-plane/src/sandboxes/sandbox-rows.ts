import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Viewer } from '../auth/viewer.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { NO_HOLD } from './life/hold.js';
import { SandboxLifetimes } from './life/sandbox-lifetimes.js';
import { type SandboxBlueprint } from './sandbox-blueprints.js';
import { type Sandbox } from './sandbox.entity.js';

/** What a blueprint is as a row. */
@Injectable()
export class SandboxRows {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly lifetimes: SandboxLifetimes,
  ) {}

  /** @throws DomainError `not-found` for an environment that is not there, `forbidden` for ever unless ops asks. */
  async of(user: Viewer, blueprint: SandboxBlueprint): Promise<Sandbox> {
    const { name, description = '', labels = {}, variables = {}, template } = blueprint;
    const { environmentId = null } = blueprint;
    if (environmentId) await this.environments.get(environmentId);
    const { createdAt, expiresAt } = this.lifetimes.begin(user, blueprint.ttlHours);
    return {
      id: randomUUID(),
      name,
      description,
      owner: user.username,
      labels,
      environmentId,
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
}
