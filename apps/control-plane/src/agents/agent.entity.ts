import { type AgentKind, type Stack } from '@sdp/protocol';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('agent')
export class Agent {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'varchar', length: 40, unique: true })
  name: string;

  @Column({ type: 'varchar', length: 10 })
  kind: AgentKind;

  /** SHA-256 of its token in hex; null once the operator took it out of the configuration. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  tokenHash: string | null;

  /** Announced by its last hello, as is everything below. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  version: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  address: string | null;

  @Column({ type: 'integer', nullable: true })
  portFrom: number | null;

  @Column({ type: 'integer', nullable: true })
  portTo: number | null;

  @Column({ type: 'integer', nullable: true })
  capacity: number | null;

  @Column({ type: 'simple-json' })
  strategies: Stack[];

  @Column({ type: 'boolean', default: false })
  noSchedule: boolean;

  @Column({ type: Date, nullable: true })
  lastContactAt: Date | null;
}
