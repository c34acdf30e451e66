import {
  type AgentKind,
  type AgentView,
  type ImageView,
  type Stack,
  type StorageReport,
  type SwitchView,
} from '@sdp/protocol';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('agent')
export class Agent {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'varchar', length: 40, unique: true })
  name: string;

  @Column({ type: 'varchar', length: 10 })
  kind: AgentKind;

  /** SHA-256 of its token in hex; null once it was revoked or taken out of the configuration. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  tokenHash: string | null;

  /** Under which the configuration knows it, whatever it is called since; null once it was taken out there. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  configuredName: string | null;

  /** Of the token in the configuration that was taken over last, to see when it changes there. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  configuredTokenHash: string | null;

  @Column({ type: 'boolean', default: false })
  noSchedule: boolean;

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

  /** Git hosts that it reads without anybody's credentials. */
  @Column({ type: 'simple-json', default: '[]' })
  gitHosts: string[];

  /** Kept up by its heartbeats, as is everything below. */
  @Column({ type: 'simple-json', nullable: true })
  images: ImageView[] | null;

  @Column({ type: 'simple-json', nullable: true })
  switch: SwitchView | null;

  @Column({ type: 'simple-json', nullable: true })
  disk: AgentView['disk'];

  @Column({ type: 'simple-json', nullable: true })
  storage: StorageReport | null;

  @Column({ type: Date, nullable: true })
  lastContactAt: Date | null;
}
