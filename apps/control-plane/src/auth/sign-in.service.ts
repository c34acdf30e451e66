import { Injectable } from '@nestjs/common';
import { type GitCredentials } from '@sdp/protocol';
import { acting } from '../audit/acting.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AuthService, type SignedIn } from './auth.service.js';
import { CredentialProbe } from './credential-probe.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** Coming. */
@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attempts: SignInAttempts,
    private readonly probe: CredentialProbe,
    private readonly auth: AuthService,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `too-many-attempts`, `credentials-rejected`, or why nobody could tell. */
  async signIn(
    credentials: GitCredentials,
    previousToken: string,
    userAgent: string | null,
  ): Promise<SignedIn> {
    const { username } = credentials;
    const from = acting()?.from ?? null;
    await this.attempts.allow(username, () => this.probe.prove(credentials));

    return this.unitOfWork.run(async () => {
      const signedIn = await this.auth.open(credentials, previousToken, { from, userAgent });
      const { role } = signedIn;
      await this.audit.record({
        action: 'session.opened',
        subject: username,
        summary: `signed in as ${role}`,
        actor: username,
        details: { role },
      });
      return signedIn;
    });
  }
}
