import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a git host calls when something happens in repositories: the address has its id, the secret proves the caller. */
@Entity('webhook')
export class Webhook {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'varchar', length: 60, unique: true })
  name: string;

  @Column({ type: 'varchar', length: 100 })
  owner: string;

  @Column({ type: Date })
  createdAt: Date;

  /** Sealed under the key that is named. */
  @Column({ type: 'text' })
  secret: string;

  @Column({ type: 'varchar', length: 16 })
  secretKeyId: string;

  @Column({ type: Date })
  secretSince: Date;
}
