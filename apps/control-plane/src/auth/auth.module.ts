import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AgentsModule } from '../agents/agents.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { AuthController } from './auth.controller.js';
import { Authentication } from './authentication.js';
import { AuthService } from './auth.service.js';
import { CredentialUse } from './credential-use.js';
import { CredentialProbe } from './credential-probe.js';
import { CredentialVault } from './credential-vault.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { SessionCookie } from './session-cookie.js';
import { SessionExpiry } from './session-expiry.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignInService } from './sign-in.service.js';
import { LastUses } from './tokens/last-uses.js';
import { RefusedTokens } from './tokens/refused-tokens.js';
import { TokenAuthentication } from './tokens/token-authentication.js';
import { TokenChanges } from './tokens/token-changes.js';
import { TokenCredentials } from './tokens/token-credentials.js';
import { TokenEndings } from './tokens/token-endings.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensService } from './tokens/tokens.service.js';

@Module({
  imports: [AgentsModule, UsersModule],
  controllers: [AuthController, OwnSessionsController, TokensController],
  providers: [
    Authentication,
    AuthService,
    SignInService,
    OwnSessionsService,
    SignInAttempts,
    CredentialProbe,
    CredentialVault,
    CredentialUse,
    SessionCookie,
    SessionExpiry,
    TokensService,
    TokenAuthentication,
    TokenCredentials,
    TokenChanges,
    TokenEndings,
    LastUses,
    RefusedTokens,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SignInAttempts, Authentication, AuthService, TokenChanges, CredentialVault, CredentialUse],
})
export class AuthModule {}
