import { rm } from 'node:fs/promises';
import { type DeploymentEvent, ID, SERVICE_NAME } from '@sdp/protocol';
import { readJson, writeDurably } from '../storage/durable-file.js';

/** What a restarted agent must know of a deployment. No credentials and no variables: nothing is run again. */
export interface DeploymentRecord {
  readonly deploymentId: string;
  readonly epoch: number;
  readonly sandboxId: string;
  readonly service: string;
  readonly hostPort: number;
}

/** Omit that keeps the members of a union apart. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What happened; the journal adds number and time. */
export type NewEvent = Without<DeploymentEvent, 'seq' | 'at'>;

/**
 * One deployment and its events, in one file that is replaced whole: after any crash it is there as it was before
 * the last event or after it.
 */
export class DeploymentJournal {
  private writing?: Promise<void>;
  private savedSeq: number;

  private constructor(
    private readonly path: string,
    readonly record: DeploymentRecord,
    readonly events: DeploymentEvent[],
  ) {
    this.savedSeq = this.lastSeq;
  }

  /** Resolves when the record is on disk; throws what the file system throws. */
  static async create(path: string, record: DeploymentRecord): Promise<DeploymentJournal> {
    const journal = new DeploymentJournal(path, record, []);
    await journal.write();
    return journal;
  }

  /** Null when the file is no journal. */
  static async load(path: string): Promise<DeploymentJournal | null> {
    const content = (await readJson(path)) as { record: DeploymentRecord; events: DeploymentEvent[] } | null;
    const { record, events } = content ?? {};
    if (!record || !Array.isArray(events)) return null;
    if (!ID.test(record.deploymentId) || !ID.test(record.sandboxId) || !SERVICE_NAME.test(record.service))
      return null;
    return new DeploymentJournal(path, record, events);
  }

  get isFinished(): boolean {
    return this.events.at(-1)?.type === 'finished';
  }

  /** 0 when nothing has happened yet. */
  get lastSeq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  append(event: NewEvent): void {
    this.events.push({ seq: this.lastSeq + 1, at: new Date().toISOString(), ...event });
  }

  /** Gives the last event a later number. */
  moveLast(seq: number): void {
    const last = this.events.pop();
    if (last !== undefined) this.events.push({ ...last, seq });
    this.savedSeq = Math.min(this.savedSeq, this.lastSeq - 1);
  }

  /** Writes what is new. One write at a time: events that come meanwhile share the next one. */
  async save(): Promise<void> {
    while (this.savedSeq < this.lastSeq) {
      this.writing ??= this.write().finally(() => (this.writing = undefined));
      await this.writing;
    }
  }

  async remove(): Promise<void> {
    await this.writing?.catch(() => undefined);
    await rm(this.path, { force: true });
  }

  private async write(): Promise<void> {
    const seq = this.lastSeq;
    await writeDurably(this.path, JSON.stringify({ record: this.record, events: this.events }));
    this.savedSeq = seq;
  }
}
