import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('sandbox')
export class Sandbox {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'varchar', length: 40, unique: true })
  name: string;

  @Column({ type: 'varchar', length: 500 })
  description: string;

  @Column({ type: 'varchar', length: 100 })
  owner: string;

  @Column({ type: 'simple-json', default: '{}' })
  labels: Record<string, string>;

  /** Whose variables lie below all others. It cannot be deleted while a sandbox has it. */
  @Column({ type: 'uuid', nullable: true })
  environmentId: string | null;

  /** Of all its services: above the environment's, below each service's own. */
  @Column({ type: 'simple-json' })
  variables: Record<string, string>;

  /** The highest epoch given to any of its instances. It outlives them, so that no epoch is ever given twice. */
  @Column({ type: 'integer', default: 0 })
  lastEpoch: number;

  @Column({ type: Date })
  createdAt: Date;

  /** Null: never. */
  @Column({ type: Date, nullable: true })
  expiresAt: Date | null;

  /** When its people were warned that it expires soon; null before, and again once it is extended. */
  @Column({ type: Date, nullable: true })
  warnedAt: Date | null;

  /** Who holds it; null when nobody does, as is what follows. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  holdBy: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  holdReason: string | null;

  @Column({ type: Date, nullable: true })
  holdSince: Date | null;

  @Column({ type: Date, nullable: true })
  holdUntil: Date | null;

  /** As a whole. What is wished for each service stays as it is, for the time when it is started again. */
  @Column({ type: 'boolean', default: false })
  isStopped: boolean;

  /** What it was made from; null for one made by hand, as is what follows. */
  @Column({ type: 'uuid', nullable: true })
  templateId: string | null;

  @Column({ type: 'integer', nullable: true })
  templateVersion: number | null;

  @Column({ type: 'simple-json', nullable: true })
  templateParameters: Record<string, string> | null;

  /** Set once it is to go, with everything it owns. */
  @Column({ type: Date, nullable: true })
  deletingSince: Date | null;
}
