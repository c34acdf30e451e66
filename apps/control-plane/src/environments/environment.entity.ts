import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('environment')
export class Environment {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'varchar', length: 60, unique: true })
  name: string;

  @Column({ type: 'varchar', length: 500 })
  description: string;

  @Column({ type: 'varchar', length: 100 })
  owner: string;

  /** The newest of its versions. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ type: Date })
  createdAt: Date;

  @Column({ type: Date })
  updatedAt: Date;
}
