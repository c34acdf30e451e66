import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A signed-in browser. Neither the token nor the credentials can be had from this row. */
@Entity('session')
export class Session {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** SHA-256 of the cookie's token, hex. */
  @Column({ type: 'varchar', length: 64, unique: true })
  tokenHash: string;

  @Column({ type: 'varchar', length: 100 })
  username: string;

  /** The person's git credentials, sealed under a key that only the cookie's token yields. */
  @Column({ type: 'text' })
  sealedCredentials: string;

  @Column({ type: Date })
  createdAt: Date;

  @Index()
  @Column({ type: Date })
  expiresAt: Date;
}
