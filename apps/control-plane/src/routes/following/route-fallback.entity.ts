import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A route whose instance was removed. It is told until somebody decides about the route. */
@Entity('route_fallback')
export class RouteFallback {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Sandbox', { onDelete: 'CASCADE' })
  sandboxId: string;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  service: string;

  /** Where it led. */
  @Column({ type: 'varchar', length: 2000 })
  lostTarget: string;

  @Column({ type: 'varchar', length: 300 })
  message: string;

  @Column({ type: Date })
  at: Date;
}
