import { Injectable } from '@nestjs/common';
import { type Activity, type InstanceId } from '@sdp/deployer';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { InstanceTurns } from '../assignments/instance-turns.js';
import { HostState } from '../reconcile/host-state.js';
import { ReportsService } from '../reports/reports.service.js';

/** What this agent works on, or will as soon as it may. */
@Injectable()
export class HostActivity implements Activity {
  constructor(
    private readonly reports: ReportsService,
    private readonly assignments: AssignmentsService,
    private readonly host: HostState,
    private readonly turns: InstanceTurns,
  ) {}

  /** Those whose result is not settled count as well. */
  deployments(): ReadonlySet<string> {
    return new Set(this.reports.list().map(({ record }) => record.deploymentId));
  }

  repositories(): ReadonlySet<string> {
    return this.assignments.repositories();
  }

  async whileStill(instance: InstanceId, work: () => Promise<void>): Promise<boolean> {
    if (this.host.isBusy(instance)) return false;
    return this.turns.take(instance, async () => {
      if (this.host.isBusy(instance)) return false;
      await work();
      return true;
    });
  }
}
