import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { type HostKind, type PullRequestState } from '../events/host-event.js';

/** A pull request as the git host told of it last, and the sandbox that was made for it. */
@Entity('pull_request')
@Unique('one_row_per_pull_request', ['webhookId', 'repository', 'number'])
@Index('pull_requests_of_sandboxes', ['sandboxId'])
export class PullRequest {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('Webhook', { onDelete: 'CASCADE' })
  webhookId: string;

  @Column({ type: 'varchar', length: 80 })
  repository: string;

  /** Of the repository, as the git host calls it. */
  @Column({ type: 'varchar', length: 200 })
  fullName: string;

  @Column({ type: 'varchar', length: 10 })
  host: HostKind;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'varchar', length: 500 })
  title: string;

  @Column({ type: 'varchar', length: 500, nullable: true })
  url: string | null;

  @Column({ type: 'varchar', length: 10 })
  state: PullRequestState;

  @Column({ type: 'varchar', length: 500 })
  sourceBranch: string;

  /** Newest commit of the source branch; some git hosts give its first digits only. */
  @Column({ type: 'varchar', length: 40 })
  sourceCommit: string;

  /** By the git host's clock. */
  @Column({ type: Date })
  updatedAt: Date;

  /** Which rule made the sandbox. */
  @Column({ type: 'uuid', nullable: true })
  ruleId: string | null;

  /** It may be gone by now. */
  @Column({ type: 'uuid', nullable: true })
  sandboxId: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sandboxName: string | null;

  /** The commit that a deployment was ordered for last. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  orderedCommit: string | null;

  /** The sandbox stays when the pull request is closed. */
  @Column({ type: 'boolean', default: false })
  isKept: boolean;

  /** The sandbox is to go as soon as nobody holds it. */
  @Column({ type: 'boolean', default: false })
  isLeaving: boolean;

  /** The comment at the git host that is kept up to date. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  commentId: string | null;
}
