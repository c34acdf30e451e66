import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What the gateway of a sandbox really has, as its agent reported it last. There is none while no gateway runs. */
@Entity('gateway_routes')
export class GatewayRoutes {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Sandbox', { onDelete: 'CASCADE' })
  sandboxId: string;

  /** Whose container it is. */
  @Column({ type: 'uuid' })
  deploymentId: string;

  /** Null when it was started by hand. */
  @Column({ type: 'integer', nullable: true })
  revision: number | null;

  /** By variable. */
  @Column({ type: 'simple-json' })
  targets: Record<string, string>;

  /** Since when it has been so; how fresh the last report is is not worth a write. */
  @Column({ type: Date })
  since: Date;
}
