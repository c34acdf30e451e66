import { Injectable } from '@nestjs/common';
import { type AgentHello, type Heartbeat } from '@sdp/protocol';
import { AssignmentsService } from './assignments/assignments.service.js';
import { HostCondition } from './host/host-condition.js';
import { SelfDescription } from './host/self-description.js';
import { type Introduction } from './link/control-link.js';
import { ObservedService } from './observed/observed.service.js';
import { ReportsService } from './reports/reports.service.js';

/** What the agent says of itself at every connect and every heartbeat. */
@Injectable()
export class Greeting implements Introduction {
  constructor(
    private readonly self: SelfDescription,
    private readonly host: HostCondition,
    private readonly reports: ReportsService,
    private readonly observed: ObservedService,
    private readonly assignments: AssignmentsService,
  ) {}

  async hello(): Promise<AgentHello> {
    const [equipment, seen] = await Promise.all([this.host.equipment(), this.observed.lookBriefly()]);
    // A run frame that came before the wire was cut counts: what is not in the hello, the agent never has heard of.
    const instances = await this.assignments.withLastEpochs(seen);
    return {
      ...this.self.describe(),
      ...equipment,
      instances,
      deployments: this.reports.list().map(({ record, isFinished }) => ({
        deploymentId: record.deploymentId,
        epoch: record.epoch,
        finished: isFinished,
      })),
    };
  }

  async heartbeat(): Promise<Heartbeat> {
    const [disk, equipment] = await Promise.all([this.host.disk(), this.host.equipment()]);
    return { running: this.reports.unfinished().length, ...disk, load: this.host.load(), ...equipment };
  }
}
