import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { type EffectiveRoute } from '../effective/effective-set.js';

/** One route as it was when its set was made. */
export type SetRoute = Pick<EffectiveRoute, 'service' | 'variable' | 'from'> & { target: string };

/** What a gateway was, or is to be, given. Its routes never change; how it went is in the deployments that carry it. */
@Entity('route_set')
export class RouteSet {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Sandbox', { onDelete: 'CASCADE' })
  sandboxId: string;

  /** Starts at 1 in every sandbox. */
  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'simple-json' })
  routes: SetRoute[];

  /** Names of `<service>_url` variables that were secrets of the environment: what they hold is never looked at. */
  @Column({ type: 'simple-json' })
  secretNames: string[];

  @Column({ type: Date })
  createdAt: Date;

  @Column({ type: 'varchar', length: 100 })
  createdBy: string;

  /** In words, for the history. */
  @Column({ type: 'varchar', length: 300 })
  reason: string;

  /** The deployment whose container had it when it was adopted; null for one that SDP made. */
  @Column({ type: 'uuid', nullable: true })
  adoptedFrom: string | null;
}
