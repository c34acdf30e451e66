import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Who changed which variables of an environment, and when. Never changed once it is written. */
@Entity('environment_version')
export class EnvironmentVersionRecord {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Environment', { onDelete: 'CASCADE' })
  environmentId: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ type: Date })
  changedAt: Date;

  @Column({ type: 'varchar', length: 100 })
  changedBy: string;

  @Column({ type: 'simple-json' })
  added: string[];

  @Column({ type: 'simple-json' })
  changed: string[];

  @Column({ type: 'simple-json' })
  removed: string[];

  @Column({ type: 'varchar', length: 200 })
  note: string;
}
