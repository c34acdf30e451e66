import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A recipe's name and owner. A deleted one stays as a row, so that its sandboxes can still say where they are from. */
@Entity('template')
@Index('one_living_template_per_name', ['name'], { unique: true, where: '"deletedAt" IS NULL' })
export class Template {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  @Column({ type: 'varchar', length: 100 })
  owner: string;

  /** The newest. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ type: Date })
  createdAt: Date;

  @Column({ type: Date })
  updatedAt: Date;

  @Column({ type: Date, nullable: true })
  deletedAt: Date | null;
}
