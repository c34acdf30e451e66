import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '../errors/domain-error.js';
import { AuthService } from './auth.service.js';
import { type AuthenticatedRequest } from './principal.js';
import { IS_PUBLIC } from './public.decorator.js';
import { SessionCookie } from './session-cookie.js';

/**
 * Denies by default: every REST route that is not marked public needs a session, every socket event a connection
 * that its namespace admitted.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AuthService,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() === 'ws') return isAdmitted(context);
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()]))
      return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.auth.authenticate(this.cookie.read(request.headers.cookie));
    if (!principal) throw notSignedIn();
    request.principal = principal;
    return true;
  }
}

function isAdmitted(context: ExecutionContext): boolean {
  const { data } = context.switchToWs().getClient<{ data: { isAdmitted?: boolean } }>();
  return data.isAdmitted === true;
}

export function notSignedIn(): DomainError {
  return new DomainError(
    'not-signed-in',
    'You are not signed in, or your session has ended. Sign in and try again.',
  );
}
