import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '../errors/domain-error.js';
import { AuthService } from './auth.service.js';
import { type AuthenticatedRequest } from './principal.js';
import { IS_PUBLIC } from './public.decorator.js';
import { SessionCookie } from './session-cookie.js';

/** Denies every REST route that is not marked public, unless the request brings a session. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AuthService,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()]))
      return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.auth.authenticate(this.cookie.read(request.headers.cookie));
    if (!principal) throw notSignedIn();
    request.principal = principal;
    return true;
  }
}

export function notSignedIn(): DomainError {
  return new DomainError(
    'not-signed-in',
    'You are not signed in, or your session has ended. Sign in and try again.',
  );
}
