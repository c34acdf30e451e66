import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * A value that a variable had from one version on, until another. Those without an end are the environment as it is;
 * any older version can be put together from the others.
 */
@Entity('environment_value')
@Index(['environmentId', 'until'])
@Index(['keyId'])
export class EnvironmentValue {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Environment', { onDelete: 'CASCADE' })
  environmentId: string;

  @PrimaryColumn({ type: 'varchar', length: 120 })
  name: string;

  /** The first version that had it. */
  @PrimaryColumn({ type: 'integer' })
  since: number;

  /** The first version that did not have it any more. */
  @Column({ type: 'integer', nullable: true })
  until: number | null;

  /** Sealed, where there is a key. */
  @Column({ type: 'text' })
  value: string;

  /** Names the master key that opens a secret; null for a plain variable. */
  @Column({ type: 'varchar', length: 16, nullable: true })
  keyId: string | null;
}
