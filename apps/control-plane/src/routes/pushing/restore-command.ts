import { Injectable } from '@nestjs/common';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { PersonPushes } from './person-pushes.js';
import { RouteSets } from './route-sets.js';
import { TakeOver } from './take-over.js';

/** Goes back to an earlier set: overrides are set so that every one of its routes leads there again. */
@Injectable()
export class RestoreCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly sets: RouteSets,
    private readonly takeOver: TakeOver,
    private readonly pushes: PersonPushes,
  ) {}

  /** Routes that have come since stay. @throws DomainError `url-not-allowed` that names what cannot come back. */
  async restore(sandboxId: string, user: Viewer, revision: number): Promise<Deployment> {
    await this.records.changeable(sandboxId, user, 'mayEdit');
    const { routes } = await this.sets.get(sandboxId, revision);
    const wanted = routes.map(({ service, target }) => ({ service, to: target }));
    const failure = `Route set ${revision} cannot be restored`;
    const decisions = await this.takeOver.decide(sandboxId, wanted, user, failure);
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayEdit');
      await this.takeOver.apply(sandbox, decisions);
      return this.pushes.push(sandbox, user, `restored revision ${revision}`);
    });
  }
}
