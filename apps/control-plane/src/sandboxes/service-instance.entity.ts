import { type DesiredState, type ObservedState } from '@sdp/protocol';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('service_instance')
@Unique('one_instance_per_name', ['sandboxId', 'name'])
@Unique('one_instance_per_port', ['agentId', 'hostPort'])
export class ServiceInstance {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('Sandbox')
  sandboxId: string;

  @Column({ type: 'varchar', length: 40 })
  name: string;

  @Column({ type: 'varchar', length: 80 })
  @ForeignKey('Repository')
  repository: string;

  @Column({ type: 'varchar', length: 200 })
  branch: string;

  @Column({ type: 'varchar', length: 40, nullable: true })
  pinnedCommit: string | null;

  @Column({ type: 'uuid' })
  @ForeignKey('Agent')
  agentId: string;

  @Column({ type: 'integer' })
  hostPort: number;

  @Column({ type: 'integer', nullable: true })
  containerPort: number | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  healthPath: string | null;

  @Column({ type: 'simple-json' })
  variables: Record<string, string>;

  /** The newest command's; an agent refuses older ones. */
  @Column({ type: 'integer' })
  epoch: number;

  /** Written here. */
  @Column({ type: 'varchar', length: 10 })
  desired: DesiredState;

  /** Reported by the agent, as is what follows. */
  @Column({ type: 'varchar', length: 10 })
  observed: ObservedState;

  @Column({ type: 'integer', nullable: true })
  exitCode: number | null;

  @Column({ type: 'uuid', nullable: true })
  runningDeploymentId: string | null;
}
