import { type Role } from '@sdp/protocol';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who signed in at least once. */
@Entity('user')
export class User {
  /** At the git server. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  username: string;

  /** What ops gave them; the configuration may say more. */
  @Column({ type: 'varchar', length: 10 })
  role: Role;

  @Column({ type: Date })
  firstSeenAt: Date;

  @Column({ type: Date, nullable: true })
  lastSignInAt: Date | null;
}
