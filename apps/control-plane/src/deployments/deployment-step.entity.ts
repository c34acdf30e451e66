import { type DeploymentStep as StepName, type StepView } from '@sdp/protocol';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity('deployment_step')
export class DeploymentStep {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Deployment', { onDelete: 'CASCADE' })
  deploymentId: string;

  @PrimaryColumn({ type: 'varchar', length: 12 })
  step: StepName;

  @Column({ type: 'varchar', length: 8 })
  outcome: StepView['outcome'];

  @Column({ type: Date })
  startedAt: Date;

  /** By the agent's monotonic clock. */
  @Column({ type: 'integer', nullable: true })
  durationMs: number | null;
}
