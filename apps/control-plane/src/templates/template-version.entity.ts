import { type TemplateContent } from '@sdp/protocol';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a template was at one time. Never changed once it is written. */
@Entity('template_version')
export class TemplateVersion {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Template')
  templateId: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ type: 'simple-json' })
  content: TemplateContent;

  /** The environment that the content names: it is found again after a change of its name. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  environmentId: string | null;

  @Column({ type: 'varchar', length: 200 })
  note: string;

  @Column({ type: 'varchar', length: 100 })
  createdBy: string;

  @Column({ type: Date })
  createdAt: Date;
}
