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

  /** Lowest of the layers that make an instance's variables; the baseline's `<service>_url` are among them. */
  @Column({ type: 'simple-json' })
  variables: Record<string, string>;

  /** The highest epoch given to any of its instances. It outlives them, so that no epoch is ever given twice. */
  @Column({ type: 'integer', default: 0 })
  lastEpoch: number;

  @Column({ type: Date })
  createdAt: Date;

  /** Set once it is to go, with everything it owns. */
  @Column({ type: Date, nullable: true })
  deletingSince: Date | null;
}
