import { type Reporter } from '@sdp/deployer';
import {
  type CommitInfo,
  type DeploymentResult,
  type DeploymentStep,
  type LogSource as LineSource,
  type LogStream,
} from '@sdp/protocol';
import { ControlLink } from '../link/control-link.js';
import { DeploymentJournal, type DeploymentRecord, type NewEvent } from './deployment-journal.js';
import { EventSource } from './event-source.js';
import { LogSource } from './log-source.js';
import { LogSpool, type SpoolListener } from './log-spool.js';
import { Outgoing } from './outgoing.js';

/** Whoever commits chooses these texts; the control plane refuses much longer ones. */
const MAX_AUTHOR_CHARACTERS = 200;
const MAX_SUBJECT_CHARACTERS = 1000;

/** Longest wait for the log before the end is told all the same. */
const LOG_AHEAD_MS = 1_000;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** How a deployment ended; the report adds the size of its log. */
export type Outcome = Without<DeploymentResult, 'logBytes'>;

export interface ReportListener {
  /** The end of the deployment is written. */
  onFinished(): void;
  /** The control plane knows all of it; the files are gone. */
  onSettled(): void;
}

/**
 * All that is told about one deployment: events and log, on disk first, then sent. *Settled* when the deployment
 * is finished and the control plane has everything; then its files are gone.
 */
export class DeploymentReport implements Reporter, SpoolListener {
  private readonly eventSource: EventSource;
  private readonly logSource: LogSource;
  private readonly outgoingEvents: Outgoing;
  private readonly outgoingLog: Outgoing;
  private isSettled = false;
  /** Told when the log can no longer be written. */
  onLogFailed: (error: Error) => void = () => undefined;

  constructor(
    private readonly journal: DeploymentJournal,
    private readonly spool: LogSpool,
    link: ControlLink,
    private readonly listener: ReportListener,
  ) {
    this.eventSource = new EventSource(journal);
    this.logSource = new LogSource(journal.record, spool);
    this.outgoingEvents = new Outgoing(this.eventSource, link, () => this.settle());
    this.outgoingLog = new Outgoing(this.logSource, link, () => this.settle());
  }

  get record(): DeploymentRecord {
    return this.journal.record;
  }

  get isFinished(): boolean {
    return this.journal.isFinished;
  }

  /** The step that has begun and not ended. */
  get openStep(): DeploymentStep | undefined {
    const last = this.journal.events.findLast(({ type }) => type !== 'commit-resolved');
    return last?.type === 'step-started' ? last.step : undefined;
  }

  /** The step that was begun last. */
  get lastStep(): DeploymentStep | undefined {
    return this.journal.events.findLast((event) => event.type === 'step-started')?.step;
  }

  /** Sum of the finished steps' times in milliseconds. */
  get stepsMs(): number {
    const durations = this.journal.events.map((event) =>
      event.type === 'step-finished' ? event.durationMs : 0,
    );
    return durations.reduce((sum, durationMs) => sum + durationMs, 0);
  }

  stepStarted(step: DeploymentStep): void {
    this.tell({ type: 'step-started', step });
  }

  stepFinished(step: DeploymentStep, durationMs: number, outcome: 'ok' | 'failed' | 'skipped'): void {
    this.tell({ type: 'step-finished', step, durationMs, outcome });
  }

  commitResolved(commit: CommitInfo): void {
    const author = commit.author.slice(0, MAX_AUTHOR_CHARACTERS);
    const subject = commit.subject.slice(0, MAX_SUBJECT_CHARACTERS);
    this.tell({ type: 'commit-resolved', commit: { ...commit, author, subject } });
  }

  line(source: LineSource, stream: LogStream, text: string): void {
    this.spool.append(source, stream, text);
  }

  ready(): Promise<void> {
    return this.spool.ready();
  }

  /**
   * The last thing told. Resolves when log and event are written, as far as the disk takes them. The log goes ahead
   * of the end, so that who sees a deployment ended finds its whole log; a wire that is down delays the end a little.
   */
  async finish(outcome: Outcome): Promise<void> {
    await this.spool.end();
    await this.outgoingLog.drained(LOG_AHEAD_MS);
    this.tell({ type: 'finished', result: { ...outcome, logBytes: this.spool.size } });
    await this.eventSource.save();
    this.listener.onFinished();
  }

  /** Goes on sending; call it when the link is back. */
  resend(): void {
    this.outgoingEvents.kick();
    this.outgoingLog.kick();
  }

  onGrown(): void {
    this.outgoingLog.kick();
  }

  onFailed(error: Error): void {
    this.onLogFailed(error);
  }

  /** Stops writing, keeps the files. */
  async close(): Promise<void> {
    await this.spool.close();
  }

  /** Forgets the deployment, sent or not. */
  async discard(): Promise<void> {
    this.isSettled = true;
    await this.spool.remove();
    await this.journal.remove();
  }

  private tell(event: NewEvent): void {
    this.journal.append(event);
    void this.eventSource.save().then(() => this.outgoingEvents.kick());
  }

  private settle(): void {
    const isAllSent = !this.eventSource.hasUnsent() && !this.logSource.hasUnsent();
    if (this.isSettled || !this.isFinished || !isAllSent) return;
    const { onSettled } = this.listener;
    void this.discard().then(onSettled, onSettled);
  }
}
