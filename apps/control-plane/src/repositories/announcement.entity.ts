import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An agent can fetch a repository, as its last hello says. */
@Entity('announcement')
export class Announcement {
  @PrimaryColumn({ type: 'varchar', length: 80 })
  @ForeignKey('Repository', { onDelete: 'CASCADE' })
  repository: string;

  @Index()
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Agent', { onDelete: 'CASCADE' })
  agentId: string;
}
