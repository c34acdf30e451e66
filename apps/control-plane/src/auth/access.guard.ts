import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Role, type TokenScope } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';
import { PeerAddress } from '../http/peer-address.js';
import { Authentication } from './authentication.js';
import { TOKEN_SCOPE } from './for-tokens.decorator.js';
import { type AuthenticatedRequest, type Principal } from './principal.js';
import { IS_PUBLIC } from './public.decorator.js';
import { ROLES_ALLOWED } from './roles.decorator.js';
import { beyondScopes, notForTokens } from './tokens/tokens.errors.js';

/**
 * Denies by default: every REST route that is not marked public needs a session, or a token where the route says which
 * scope opens it; every socket event a connection that its namespace admitted. A route for some roles is closed to the
 * others.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    private readonly peer: PeerAddress,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() === 'ws') return isAdmitted(context);
    if (this.declared<boolean>(context, IS_PUBLIC)) return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.authentication.of(request.headers, this.peer.ofRequest(request));
    assertScope(principal, this.reflector.get<TokenScope | undefined>(TOKEN_SCOPE, context.getHandler()));
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

function assertScope({ token }: Principal, scope: TokenScope | undefined): void {
  if (token === null) return;
  if (scope === undefined) throw notForTokens();
  if (!token.scopes.includes(scope)) throw beyondScopes(token.name, scope);
}

export function notForThisRole(allowed: Role[]): DomainError {
  const message = `Only ${allowed.join(' or ')} may do this. Ask somebody with that role, or for that role.`;
  return new DomainError('forbidden', message);
}
