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

  /** Address of the peer that signed in. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  from: string | null;

  /** As the browser calls itself. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  userAgent: string | null;

  @Column({ type: Date })
  createdAt: Date;

  @Column({ type: Date, nullable: true })
  lastSeenAt: Date | null;

  @Index()
  @Column({ type: Date })
  expiresAt: Date;
}
