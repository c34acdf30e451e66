import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Somebody besides its owner and ops may use a sandbox. */
@Entity('sandbox_share')
export class SandboxShare {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('Sandbox', { onDelete: 'CASCADE' })
  sandboxId: string;

  /** `*` is everyone. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  username: string;
}
