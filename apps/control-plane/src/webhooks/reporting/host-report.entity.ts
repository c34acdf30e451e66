import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { type BuildState } from './pull-request-host.js';

export type ReportContent = { kind: 'state'; state: BuildState } | { kind: 'comment'; text: string };

/** The subject of the one report that is no state of a commit. */
export const COMMENT = 'comment';

/**
 * What a git host is to show of a pull request: one row for the state of each commit, and one for the comment. It is
 * written with what it tells of, and sent afterwards until the newest version has arrived.
 */
@Entity('host_report')
export class HostReport {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('PullRequest', { onDelete: 'CASCADE' })
  pullRequestId: string;

  /** `comment`, or the commit that a state is of. */
  @PrimaryColumn({ type: 'varchar', length: 40 })
  subject: string;

  @Column({ type: 'simple-json' })
  content: ReportContent;

  @Column({ type: 'integer' })
  version: number;

  /** 0: none has arrived yet. */
  @Column({ type: 'integer', default: 0 })
  sentVersion: number;

  @Column({ type: 'varchar', length: 10 })
  state: 'waiting' | 'sent' | 'failed';

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ type: Date })
  dueAt: Date;

  /** What the last attempt came to, when it failed. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  problem: string | null;
}
