import { type TokenScope } from '@sdp/protocol';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A personal access token. Neither the token nor the credentials that it carries can be had from this row. */
@Entity('access_token')
@Index('tokens_of_a_person', ['username', 'name'], { unique: true })
export class AccessToken {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** SHA-256 of the token's secret, hex. */
  @Column({ type: 'varchar', length: 64, unique: true })
  tokenHash: string;

  @Column({ type: 'varchar', length: 100 })
  username: string;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  @Column({ type: 'simple-json' })
  scopes: TokenScope[];

  /** Its person's git credentials, sealed under a key that only the token yields; nothing once it has ended. */
  @Column({ type: 'text', nullable: true })
  sealedCredentials: string | null;

  @Column({ type: Date })
  createdAt: Date;

  @Index('IDX_access_token_expiresAt')
  @Column({ type: Date })
  expiresAt: Date;

  @Column({ type: Date, nullable: true })
  lastUsedAt: Date | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  lastUsedFrom: string | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  endedBy: TokenEnd | null;
}

/** How a token ends that nobody revokes: its person still sees why. */
export type TokenEnd = 'expired' | 'password-changed';
