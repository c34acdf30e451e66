import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A repository whose events a webhook brings. */
@Entity('webhook_repository')
export class WebhookRepository {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Webhook', { onDelete: 'CASCADE' })
  webhookId: string;

  @PrimaryColumn({ type: 'varchar', length: 80 })
  @ForeignKey('Repository')
  repository: string;

  /** As the git host calls it, in lower case: `<workspace or project>/<repository>`. */
  @Column({ type: 'varchar', length: 200 })
  fullName: string;
}
