import { Injectable } from '@nestjs/common';
import { type Role, type UserView } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { AuditTrail } from '../audit/audit-trail.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { User } from './user.entity.js';
import { fixedByConfiguration, ownRole, spelledOtherwise } from './users.errors.js';

/** Who there is, and what they may do. */
@Injectable()
export class UsersService {
  /** Somebody's role is another one now: what they have open has to follow. */
  readonly roleChanged = new Subject<{ username: string; role: Role }>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly changes: ChangeFeed,
    private readonly audit: AuditTrail,
  ) {}

  /** As of now: asked for at every request, so that a change takes effect with the next one. */
  async roleOf(username: string): Promise<Role> {
    return this.effectiveRole(await this.table.findOneBy({ username }), username);
  }

  async isKnown(username: string): Promise<boolean> {
    return this.table.existsBy({ username });
  }

  async views(): Promise<UserView[]> {
    const users = await this.table.find({ order: { username: 'ASC' } });
    return users.map((user) => this.toView(user));
  }

  /**
   * Called in the unit of work of a sign-in.
   * @throws DomainError `conflict` for a name that is known here with other capitals
   */
  async noteSignIn(username: string): Promise<void> {
    await this.assertSpelling(username);
    const now = this.clock.now();
    const known = await this.table.findOneBy({ username });
    await this.table.save({ username, role: 'developer', firstSeenAt: now, ...known, lastSignInAt: now });
    this.changes.announce('user', username);
  }

  /** Ops gives and takes roles; nobody their own, and not those that the configuration gives. */
  async changeRole(username: string, role: Role, by: string): Promise<UserView> {
    if (username === by) throw ownRole();
    if (this.isFixed(username)) throw fixedByConfiguration(username);

    return this.unitOfWork.run(async () => {
      const user = await this.table.findOneBy({ username });
      if (!user) throw notFound('user');
      if (user.role !== role) await this.write(user, role);
      return this.toView({ ...user, role });
    });
  }

  /** Many git servers take `Ada` for `ada`: under another spelling she would be somebody else here, with another role. */
  private async assertSpelling(username: string): Promise<void> {
    if (this.isFixed(username)) return;
    const isSamePerson = (known: string) => folded(known) === folded(username);
    const fixed = this.config.opsUsers.find(isSamePerson);
    if (fixed !== undefined) throw spelledOtherwise(fixed);
    if (await this.isKnown(username)) return;
    const known = (await this.table.find({ select: { username: true } })).map((user) => user.username);
    const other = known.find(isSamePerson);
    if (other !== undefined) throw spelledOtherwise(other);
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(User);
  }

  private async write({ username, role: before }: User, role: Role): Promise<void> {
    await this.table.update({ username }, { role });
    await this.audit.record({
      action: 'user.role-changed',
      subject: username,
      summary: `changed the role of ${username} from ${before} to ${role}`,
      details: { before, role },
    });
    this.changes.announce('user', username);
    this.unitOfWork.afterCommit(() => this.roleChanged.next({ username, role }));
  }

  private isFixed(username: string): boolean {
    return this.config.opsUsers.includes(username);
  }

  private effectiveRole(user: User | null, username: string): Role {
    return this.isFixed(username) ? 'ops' : (user?.role ?? 'developer');
  }

  private toView(user: User): UserView {
    const { username, firstSeenAt, lastSignInAt } = user;
    return {
      username,
      role: this.effectiveRole(user, username),
      isFixed: this.isFixed(username),
      firstSeenAt: firstSeenAt.toISOString(),
      lastSignInAt: lastSignInAt?.toISOString() ?? null,
    };
  }
}

function folded(username: string): string {
  return username.normalize('NFKC').toLowerCase();
}
