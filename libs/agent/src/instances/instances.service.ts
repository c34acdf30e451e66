import { Injectable } from '@nestjs/common';
import { Instances } from '@sdp/deployer';
import { type InstanceFrame } from '@sdp/protocol';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { InstanceEpochs } from '../assignments/instance-epochs.js';
import { InstanceTurns } from '../assignments/instance-turns.js';
import { ObservedService } from '../observed/observed.service.js';

/** Commands to instances outside deployments. All throw `stale-epoch`; repeating one does no harm. */
@Injectable()
export class InstancesService {
  constructor(
    private readonly instances: Instances,
    private readonly assignments: AssignmentsService,
    private readonly epochs: InstanceEpochs,
    private readonly turns: InstanceTurns,
    private readonly observed: ObservedService,
  ) {}

  stop(frame: InstanceFrame): Promise<void> {
    return this.command(frame, () => this.instances.stop(frame));
  }

  start(frame: InstanceFrame): Promise<void> {
    return this.command(frame, () => this.instances.start(frame));
  }

  restart(frame: InstanceFrame): Promise<void> {
    return this.command(frame, () => this.instances.restart(frame));
  }

  remove(frame: InstanceFrame): Promise<void> {
    return this.command(frame, () => this.instances.remove(frame));
  }

  /** A command ends older work on the instance first, and is given up when a newer one came while it waited. */
  private async command(frame: InstanceFrame, act: () => Promise<void>): Promise<void> {
    await this.epochs.admit(frame, frame.epoch);
    await this.assignments.endOlder(frame, frame.epoch, 'a newer command for the service came');
    try {
      await this.turns.take(frame, async () => {
        await this.epochs.admit(frame, frame.epoch);
        await act();
      });
    } finally {
      this.observed.refresh();
    }
  }
}
