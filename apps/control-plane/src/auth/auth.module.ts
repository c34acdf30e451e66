import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AgentsModule } from '../agents/agents.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { CredentialUse } from './credential-use.js';
import { CredentialProbe } from './credential-probe.js';
import { CredentialVault } from './credential-vault.js';
import { SessionCookie } from './session-cookie.js';
import { SessionExpiry } from './session-expiry.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [AgentsModule, UsersModule],
  controllers: [AuthController],
  providers: [
    AuthService,
    SignInService,
    SignInAttempts,
    CredentialProbe,
    CredentialVault,
    CredentialUse,
    SessionCookie,
    SessionExpiry,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AuthService, CredentialVault, CredentialUse, SessionCookie],
})
export class AuthModule {}
