import { Injectable, Logger } from '@nestjs/common';
import { type InstanceId, isEngineAway } from '@sdp/deployer';
import { type ObservedInstance, type ReconcileFrame } from '@sdp/protocol';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { InstanceEpochs, keyOf } from '../assignments/instance-epochs.js';
import { InstanceTurns } from '../assignments/instance-turns.js';
import { Serial } from '../assignments/serial.js';
import { HostState } from './host-state.js';

type Wanted = ReconcileFrame['instances'][number];
/** A truth, and the mark of the epochs when it was told. */
interface Told {
  frame: ReconcileFrame;
  mark: number;
}

/**
 * Brings the host to the control plane's truth. Whatever a command has touched since the truth was told is left
 * alone, so that the same truth can be applied again later, when the engine is back.
 */
@Injectable()
export class ReconcileService {
  private readonly log = new Logger(ReconcileService.name);
  private readonly serial = new Serial();
  private told?: Told;

  constructor(
    private readonly host: HostState,
    private readonly assignments: AssignmentsService,
    private readonly epochs: InstanceEpochs,
    private readonly turns: InstanceTurns,
  ) {}

  /** Takes a new truth and applies it; while the engine is away, that is put off until it is back. */
  async reconcile(frame: ReconcileFrame): Promise<void> {
    this.told = { frame, mark: this.epochs.mark };
    const active = new Set(frame.active.map(({ deploymentId }) => deploymentId));
    await this.assignments.endAllBut(active, 'the control plane no longer waits for it');
    await this.apply().catch((error) => this.putOff(error));
  }

  /** Applies the last truth again, one application at a time. Throws `engine-unreachable`. */
  apply(): Promise<void> {
    return this.serial.run(async () => {
      if (this.told !== undefined) await this.applyTold(this.told);
    });
  }

  private async applyTold({ frame, mark }: Told): Promise<void> {
    const { instances } = frame;
    const observed = await this.host.observe();
    const listed = new Set(instances.map(keyOf));

    for (const wanted of instances)
      await this.calmly(wanted, mark, () => this.restore(wanted, observed.get(keyOf(wanted))));
    for (const owned of await this.host.owned()) {
      if (!listed.has(keyOf(owned))) await this.calmly(owned, mark, () => this.host.instances.remove(owned));
    }
    await this.host.sweep();
    const isUndisturbed = this.epochs.mark === mark;
    if (isUndisturbed) await this.host.clearPortsBut(new Set(instances.map(({ hostPort }) => hostPort)));
  }

  private putOff(error: unknown): void {
    if (!isEngineAway(error)) throw error;
    this.log.warn('the engine is away; reconciling when it is back');
  }

  private async restore(wanted: Wanted, observed: ObservedInstance | undefined): Promise<void> {
    if (wanted.epoch < (await this.epochs.highest(wanted))) return; // told before a command that is done already
    const { instances } = this.host;
    const isUp = observed?.state === 'running' || observed?.state === 'unhealthy';
    if (wanted.desired === 'removed') await instances.remove(wanted);
    else if (wanted.desired === 'stopped' && isUp) await instances.stop(wanted);
    else if (wanted.desired === 'running' && observed?.state === 'exited') await instances.start(wanted);
  }

  /** One instance at a time, none that is being worked on; one that fails does not stop the others. */
  private async calmly(instance: InstanceId, mark: number, act: () => Promise<void>): Promise<void> {
    const isMoving = () => this.host.isBusy(instance) || this.epochs.wasAdmittedSince(instance, mark);
    if (isMoving()) return;
    try {
      await this.turns.take(instance, async () => void (isMoving() || (await act())));
    } catch (error) {
      if (isEngineAway(error)) throw error;
      this.log.warn({ ...instance }, `not reconciled: ${(error as Error).message}`);
    }
  }
}
