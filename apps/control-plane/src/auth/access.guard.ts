import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Role } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';
import { PeerAddress } from '../http/peer-address.js';
import { AuthService } from './auth.service.js';
import { type AuthenticatedRequest } from './principal.js';
import { IS_PUBLIC } from './public.decorator.js';
import { ROLES_ALLOWED } from './roles.decorator.js';
import { SessionCookie } from './session-cookie.js';

/**
 * Denies by default: every REST route that is not marked public needs a session, every socket event a connection
 * that its namespace admitted. A route for some roles is closed to the others.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AuthService,
    private readonly cookie: SessionCookie,
    private readonly peer: PeerAddress,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() === 'ws') return isAdmitted(context);
    if (this.declared<boolean>(context, IS_PUBLIC)) return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const from = this.peer.ofRequest(request);
    const principal = await this.auth.authenticate(this.cookie.read(request.headers.cookie), from);
    if (!principal) throw notSignedIn();
    const allowed = this.declared<Role[]>(context, ROLES_ALLOWED);
    if (allowed && !allowed.includes(principal.role)) throw notForThisRole(allowed);
    request.principal = principal;
    return true;
  }

  private declared<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T>(key, [context.getHandler(), context.getClass()]);
  }
}

function isAdmitted(context: ExecutionContext): boolean {
  const { data } = context.switchToWs().getClient<{ data: { isAdmitted?: boolean } }>();
  return data.isAdmitted === true;
}

function notForThisRole(allowed: Role[]): DomainError {
  const message = `Only ${allowed.join(' or ')} may do this. Ask somebody with that role, or for that role.`;
  return new DomainError('forbidden', message);
}

export function notSignedIn(): DomainError {
  return new DomainError(
    'not-signed-in',
    'You are not signed in, or your session has ended. Sign in and try again.',
  );
}
