import { type CommitInfo, type DeploymentState, type WireError } from '@sdp/protocol';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Why an agent was asked to stop working on a deployment. */
export type CancelReason = 'requested' | 'superseded';

@Entity('deployment')
@Index(['agentId', 'state'])
@Index(['sandboxId', 'service', 'number'])
@Index('one_active_deployment_per_instance', ['sandboxId', 'service'], {
  unique: true,
  where: `"state" IN ('dispatched', 'fetching', 'building', 'starting', 'verifying')`,
})
export class Deployment {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Order of requests; the wall clock may jump, this does not. */
  @Column({ type: 'integer', unique: true })
  number: number;

  @Column({ type: 'uuid' })
  @ForeignKey('Sandbox')
  sandboxId: string;

  @Column({ type: 'varchar', length: 40 })
  sandboxName: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  sandboxOwner: string;

  @Column({ type: 'varchar', length: 40 })
  service: string;

  @Column({ type: 'varchar', length: 80 })
  repository: string;

  @Column({ type: 'varchar', length: 200 })
  branch: string;

  /** The commit that was asked for; the branch's newest when null. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  pinnedCommit: string | null;

  /** The commit that the agent found. */
  @Column({ type: 'simple-json', nullable: true })
  commit: CommitInfo | null;

  /** The target of every `<service>_url` as its agent was given them; null until it is sent. */
  @Column({ type: 'simple-json', nullable: true })
  routes: Record<string, string> | null;

  @Column({ type: 'varchar', length: 12 })
  state: DeploymentState;

  @Column({ type: 'integer' })
  epoch: number;

  @Column({ type: 'uuid' })
  @ForeignKey('Agent')
  agentId: string;

  @Column({ type: 'varchar', length: 100 })
  requestedBy: string;

  @Column({ type: Date })
  createdAt: Date;

  @Column({ type: Date, nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'integer', nullable: true })
  durationMs: number | null;

  @Column({ type: 'simple-json', nullable: true })
  error: WireError | null;

  @Column({ type: 'uuid', nullable: true })
  retryOf: string | null;

  /** Set once the agent was, or is to be, told to stop. */
  @Column({ type: 'varchar', length: 12, nullable: true })
  cancelReason: CancelReason | null;

  /** Highest event that is applied. */
  @Column({ type: 'integer', default: 0 })
  lastSeq: number;

  /** How long its log is in the end, as the agent says with its result. */
  @Column({ type: 'integer', nullable: true })
  finalLogBytes: number | null;
}
