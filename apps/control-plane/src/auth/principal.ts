import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type GitCredentials, type Role } from '@sdp/protocol';
import { type Request } from 'express';

/** Who makes a request: always from the session, never from anything the request says. */
export interface Principal {
  sessionId: string;
  username: string;
  /** As of this request. */
  role: Role;
  /** Address of the peer. */
  from: string;
  expiresAt: Date;
  /** In memory for this request only. */
  credentials: GitCredentials;
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
