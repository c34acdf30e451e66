import { type DesiredState, type ObservedState, type ResourceLimits } from '@sdp/protocol';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

export type PendingCommand = 'stop' | 'start';

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

  @Column({ type: 'simple-json', default: '{}' })
  limits: ResourceLimits;

  /** Services of the same sandbox that are deployed before it, when several are deployed together. */
  @Column({ type: 'simple-json', default: '[]' })
  dependsOn: string[];

  /** Redeployed by itself when its branch moves, once it was deployed. */
  @Column({ type: 'boolean', default: false })
  follows: boolean;

  /** The newest command's; an agent refuses older ones. */
  @Column({ type: 'integer' })
  epoch: number;

  /** Written here. */
  @Column({ type: 'varchar', length: 10 })
  desired: DesiredState;

  /** What its agent has yet to be told, since the sandbox was stopped or started as a whole. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  pendingCommand: PendingCommand | null;

  /** Reported by the agent, as is what follows. */
  @Column({ type: 'varchar', length: 10 })
  observed: ObservedState;

  @Column({ type: 'integer', nullable: true })
  exitCode: number | null;

  @Column({ type: 'uuid', nullable: true })
  runningDeploymentId: string | null;

  /** What its container printed last before it died. */
  @Column({ type: 'simple-json', default: '[]' })
  lastLines: string[];

  /** Deployments whose releases are still on the host, newest first. */
  @Column({ type: 'simple-json', default: '[]' })
  releases: string[];
}
