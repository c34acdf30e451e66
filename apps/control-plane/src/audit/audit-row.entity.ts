import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Something that was done. Rows are only ever added: triggers refuse everything else. They refer to nothing by key,
 * so that they stay when what they are about is gone.
 */
@Entity('audit_entry')
export class AuditRow {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number: number;

  @Index('IDX_audit_entry_at')
  @Column({ type: Date })
  at: Date;

  @Index('IDX_audit_entry_actor')
  @Column({ type: 'varchar', length: 120 })
  actor: string;

  /** Address of the peer. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  from: string | null;

  /** Name of the personal access token it was done with. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  token: string | null;

  @Index('IDX_audit_entry_action')
  @Column({ type: 'varchar', length: 60 })
  action: string;

  @Column({ type: 'varchar', length: 300 })
  subject: string;

  @Index('IDX_audit_entry_sandboxId')
  @Column({ type: 'uuid', nullable: true })
  sandboxId: string | null;

  @Column({ type: 'text' })
  summary: string;

  @Column({ type: 'simple-json' })
  details: Record<string, unknown>;
}
