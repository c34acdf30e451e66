import { Injectable } from '@nestjs/common';
import { type PushRoutesRequest } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { UrlCheck } from '../overrides/url-check.js';
import { PersonPushes } from './person-pushes.js';

/** Brings everything that was decided to the gateway. */
@Injectable()
export class PushCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly effective: EffectiveRoutes,
    private readonly urls: UrlCheck,
    private readonly pushes: PersonPushes,
  ) {}

  /** Names are resolved before; what has changed meanwhile is seen when the push is sent. */
  async push(sandboxId: string, user: Viewer, { hash }: PushRoutesRequest): Promise<Deployment> {
    await this.records.changeable(sandboxId, user, 'mayUse');
    await this.urls.assertAllowed((await this.effective.of(sandboxId)).routes);
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayUse');
      return this.pushes.push(sandbox, user, 'pushed', hash);
    });
  }
}
