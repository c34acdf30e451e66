import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { type Viewer } from '../auth/viewer.js';
import { Clock } from '../clock/clock.js';
import { type Hold, SandboxRules } from '../deployments/queue/sandbox-rules.js';
import { holdOf } from './life/hold.js';
import { SandboxRecords } from './sandbox-records.js';
import { rightsOf } from './sandbox-rights.js';

/** Tells the deployments what the sandboxes' rows say. */
@Injectable()
export class RecordedSandboxRules extends SandboxRules {
  constructor(
    private readonly records: SandboxRecords,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async usable(sandboxIds: readonly string[], viewer: Viewer): Promise<ReadonlySet<string>> {
    const sandboxes = await this.records.sandboxes.findBy({ id: In([...sandboxIds]) });
    const shares = await this.records.sharesOf(sandboxIds);
    const usable = sandboxes.filter((one) => rightsOf(one, shares.get(one.id) ?? [], viewer).mayUse);
    return new Set(usable.map(({ id }) => id));
  }

  override async holds(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, Hold>> {
    const held = await this.records.sandboxes.findBy({ id: In([...sandboxIds]), holdBy: Not(IsNull()) });
    const now = this.clock.now();
    return new Map(
      held.flatMap((sandbox): [string, Hold][] => {
        const hold = holdOf(sandbox, now);
        return hold ? [[sandbox.id, hold]] : [];
      }),
    );
  }
}
