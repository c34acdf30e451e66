import {
  type CommitInfo,
  type DeploymentKind,
  type DeploymentState,
  type GitAccess,
  type WireError,
} from '@sdp/protocol';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Why an agent was asked to stop working on a deployment. */
export type CancelReason = 'requested' | 'superseded';

/** Which instance it is of; at most one deployment of an instance is with its agent. */
export function instanceOf({ sandboxId, service }: Deployment): string {
  return `${sandboxId}/${service}`;
}

/** Whether it fetches and builds, and so takes one of its agent's places; what only starts a release again does not. */
export function isBuilding({ releaseOf }: Pick<Deployment, 'releaseOf'>): boolean {
  return releaseOf === null;
}

@Entity('deployment')
@Index(['agentId', 'state'])
@Index(['sandboxId', 'service', 'number'])
@Index('deployments_of_a_commit', ['agentId', 'repository', 'commitId'])
@Index('deployments_of_a_group', ['groupId'])
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

  @Column({ type: 'varchar', length: 10, default: 'deploy' })
  kind: DeploymentKind;

  @Column({ type: 'uuid' })
  @ForeignKey('Sandbox')
  sandboxId: string;

  @Column({ type: 'varchar', length: 40 })
  sandboxName: string;

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

  /** Of `commit`, to look it up by. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  commitId: string | null;

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

  /** The deployment whose release it starts again; null for kind `deploy`. */
  @Column({ type: 'uuid', nullable: true })
  releaseOf: string | null;

  /** The route set that a gateway is given with it. */
  @Column({ type: 'integer', nullable: true })
  routeRevision: number | null;

  /** The deployment of several services that it belongs to. */
  @Column({ type: 'uuid', nullable: true })
  groupId: string | null;

  /** Services of its group that have to succeed before it may go. */
  @Column({ type: 'simple-json', default: '[]' })
  dependsOn: string[];

  /** Services of its group that have to be over, however they ended, before it may go. */
  @Column({ type: 'simple-json', default: '[]' })
  goesAfter: string[];

  /** Whether its agent has to fetch, so that it cannot go without its requester's credentials. */
  @Column({ type: 'boolean', default: true })
  needsCredentials: boolean;

  /** Set when the agent's host fetches with its own access: nobody's credentials are waited for. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  access: GitAccess | null;

  /** It waits behind a hold, or for others of its group: that time does not count against its deadline. */
  @Column({ type: 'boolean', default: false })
  isParked: boolean;

  /** When it was let go after it had been parked: its deadline counts from here. */
  @Column({ type: Date, nullable: true })
  countsFrom: Date | null;

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
