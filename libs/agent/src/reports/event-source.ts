import { Logger } from '@nestjs/common';
import { ControlLink } from '../link/control-link.js';
import { DeploymentJournal } from './deployment-journal.js';
import { ackedOf, type Source } from './outgoing.js';

/** The events of one deployment on their way: saved first, sent in order, kept until acknowledged. */
export class EventSource implements Source {
  private static readonly log = new Logger(EventSource.name);
  private acked = 0;
  private isGivenUp = false;

  constructor(private readonly journal: DeploymentJournal) {}

  hasUnsent(): boolean {
    return !this.isGivenUp && this.acked < this.journal.lastSeq;
  }

  async sendNext(link: ControlLink): Promise<boolean> {
    await this.save();
    const { deploymentId, epoch } = this.journal.record;
    const events = this.journal.events.filter(({ seq }) => seq > this.acked);
    const before = this.acked;
    const answer = await link.request('deployment:events', { deploymentId, epoch, events });
    this.acked = ackedOf(answer);
    // The control plane has events that were told on a full disk and lost in a crash: the end comes after them.
    if (this.acked > this.journal.lastSeq) this.journal.moveLast(this.acked + 1);
    return this.acked > before;
  }

  giveUp(): void {
    this.isGivenUp = true;
  }

  /** On a full disk the events still go out: better told and not saved than kept silent. */
  async save(): Promise<void> {
    const { deploymentId } = this.journal.record;
    await this.journal
      .save()
      .catch((error: Error) => EventSource.log.warn({ deploymentId }, `events not saved: ${error.message}`));
  }
}
