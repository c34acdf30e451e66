import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type GitCredentials, type Role, type TokenScope } from '@sdp/protocol';
import { type Request } from 'express';

/** Who makes a request: always from the session or the token, never from anything else the request says. */
export interface Principal {
  /** Id of the session or the token: its end closes what is open with it. */
  passId: string;
  /** The token they came in with; null for a session. */
  token: TokenUse | null;
  username: string;
  /** As of this request, and within the token's scopes. */
  role: Role;
  /** Address of the peer. */
  from: string;
  expiresAt: Date;
  /** In memory for this request only. */
  credentials: GitCredentials;
}

export interface TokenUse {
  name: string;
  scopes: TokenScope[];
}

export interface AuthenticatedRequest extends Request {
  principal?: Principal;
}

/** The signed-in person, in a controller's parameters. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new Error('A route without a session asked for the current user');
  return principal;
});
