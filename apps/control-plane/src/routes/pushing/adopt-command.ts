import { Injectable } from '@nestjs/common';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { targetsOf } from '../effective/effective-set.js';
import { changesBetween, type RouteChange } from '../effective/route-targets.js';
import { nothingDrifted, setHasChanged } from '../routes.errors.js';
import { type Standing } from '../standing/standing.js';
import { Standings } from '../standing/standings.js';
import { AdoptedSets } from './adopted-sets.js';
import { TakeOver } from './take-over.js';

/** Makes what somebody changed at a gateway by hand what it shall have. */
@Injectable()
export class AdoptCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly standings: Standings,
    private readonly takeOver: TakeOver,
    private readonly sets: AdoptedSets,
  ) {}

  /** @throws DomainError `conflict` when nothing has drifted, `url-not-allowed` that names what cannot be adopted. */
  async adopt(sandboxId: string, user: Viewer): Promise<void> {
    const { name } = await this.records.changeable(sandboxId, user, 'mayEdit');
    const drift = driftOf(await this.standings.of(sandboxId));
    if (drift.length === 0) throw nothingDrifted(name);
    const failure = 'What the gateway has cannot be adopted';
    const decisions = await this.takeOver.decide(sandboxId, drift, user, failure);

    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayEdit');
      const { applied, ...rest } = await this.standings.of(sandboxId);
      if (!applied || !isSame(driftOf({ applied, ...rest }), drift)) throw setHasChanged();
      await this.takeOver.apply(sandbox, decisions);
      await this.sets.add(sandbox, applied, user, drift);
    });
  }
}

function driftOf({ applied, given }: Standing): RouteChange[] {
  return applied && given ? changesBetween(targetsOf(given.routes), applied.targets) : [];
}

function isSame(now: readonly RouteChange[], before: readonly RouteChange[]): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}
