import { type RouteOverride } from '@sdp/protocol';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What somebody decided about one route of a sandbox. */
@Entity('route_override')
@Index('overrides_to_a_sandbox', ['targetSandboxId', 'service'])
export class RouteOverrideRow {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Sandbox', { onDelete: 'CASCADE' })
  sandboxId: string;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  service: string;

  @Column({ type: 'varchar', length: 10 })
  kind: RouteOverride['kind'];

  /** For kind `sandbox`. It may be gone by now: then the override dangles. */
  @Column({ type: 'uuid', nullable: true })
  targetSandboxId: string | null;

  /** Its last known name. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  targetSandboxName: string | null;

  /** For kind `url`. */
  @Column({ type: 'varchar', length: 2000, nullable: true })
  url: string | null;
}
