import { Injectable } from '@nestjs/common';
import { type RouteOverride } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { RouteCopies } from '../../sandboxes/route-copies.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { OverrideChanges, type Overrides } from './override-changes.js';
import { OverrideRecords, overrideOf } from './override-records.js';
import { OverrideRules } from './override-rules.js';

/** What people decide about single routes. It takes effect with the next push. */
@Injectable()
export class RouteOverrides extends RouteCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly overrides: OverrideRecords,
    private readonly rules: OverrideRules,
    private readonly changes: OverrideChanges,
  ) {
    super();
  }

  async set(sandboxId: string, service: string, user: Viewer, override: RouteOverride): Promise<void> {
    await this.records.changeable(sandboxId, user, 'mayEdit');
    await this.rules.assertUrlAllowed(service, override, user);
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayEdit');
      const targetName = await this.rules.assertLeadsSomewhere(sandbox, service, override);
      await this.changes.put(sandbox, service, override, targetName);
    });
  }

  /** Back to what follows without one. Taking away what is not there is no error. */
  async remove(sandboxId: string, service: string, user: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayEdit');
      await this.changes.remove(sandbox, service);
    });
  }

  /** By service. */
  async of(sandboxId: string): Promise<Overrides> {
    const rows = await this.overrides.of([sandboxId]);
    return Object.fromEntries(rows.map((row) => [row.service, overrideOf(row)]));
  }

  /**
   * Exactly these from now on, whether or not they lead somewhere already. Explicit URLs are taken as they are: who
   * calls it answers for it that ops decided on them. They are checked before they are pushed.
   */
  async replaceAll(sandboxId: string, overrides: Overrides, user: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayEdit');
      await this.changes.replaceAll(sandbox, overrides);
    });
  }

  /** Ops decided on the explicit URLs of one sandbox, not on those of whatever somebody copies from it. */
  async copy(fromSandboxId: string, toSandboxId: string, { role }: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.get(toSandboxId);
      const all = Object.entries(await this.of(fromSandboxId));
      const mayCome = ([, { kind }]: [string, RouteOverride]) => kind !== 'url' || role === 'ops';
      await this.changes.replaceAll(sandbox, Object.fromEntries(all.filter(mayCome)));
      for (const [service] of all.filter((one) => !mayCome(one)))
        await this.changes.leaveBehind(sandbox, service);
    });
  }
}
