import { type DeploymentGroupView } from '@sdp/protocol';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Several services of a sandbox, deployed together; its deployments name it. */
@Entity('deployment_group')
@Index(['sandboxId'])
export class DeploymentGroup {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('Sandbox')
  sandboxId: string;

  @Column({ type: 'varchar', length: 100 })
  requestedBy: string;

  @Column({ type: Date })
  createdAt: Date;

  @Column({ type: Date, nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'varchar', length: 10 })
  state: DeploymentGroupView['state'];

  /** Somebody asked for its end. */
  @Column({ type: 'boolean', default: false })
  isCanceled: boolean;
}
