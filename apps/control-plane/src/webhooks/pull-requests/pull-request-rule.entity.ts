import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** That pull requests of a repository get a sandbox each, and what it is like. */
@Entity('pull_request_rule')
@Unique('one_rule_per_repository', ['webhookId', 'repository'])
export class PullRequestRule {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('Webhook', { onDelete: 'CASCADE' })
  webhookId: string;

  @Column({ type: 'varchar', length: 80 })
  repository: string;

  /** Whoever made the rule: whose the sandboxes are, and whose rights decide. */
  @Column({ type: 'varchar', length: 100 })
  owner: string;

  @Column({ type: 'uuid' })
  @ForeignKey('Template')
  templateId: string;

  /** Gets the source branch; null: the services of the repository do. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  branchParameter: string | null;

  @Column({ type: 'simple-json' })
  parameters: Record<string, string>;

  @Column({ type: 'varchar', length: 60 })
  namePattern: string;

  /** Patterns; every target when empty. */
  @Column({ type: 'simple-json' })
  targetBranches: string[];

  /** Null: as the template says. */
  @Column({ type: 'integer', nullable: true })
  ttlHours: number | null;

  @Column({ type: 'integer' })
  maxSandboxes: number;
}
