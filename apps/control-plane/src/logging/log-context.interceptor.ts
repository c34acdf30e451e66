import { randomUUID } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { idsIn, inLogContext, type LogContext } from '@sdp/logging';
import { type Observable } from 'rxjs';
import { type AuthenticatedRequest } from '../auth/principal.js';

/** Where the first part of a route says which thing `:id` is. */
const ID_OF: Readonly<Record<string, 'sandboxId' | 'deploymentId'>> = {
  sandboxes: 'sandboxId',
  deployments: 'deploymentId',
};

/** Every line that a handler logs says who asked, and about what. */
@Injectable()
export class LogContextInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const about = context.getType() === 'ws' ? ofEvent(context) : ofRequest(context);
    return inLogContext(about, () => next.handle());
  }
}

function ofRequest(context: ExecutionContext): LogContext {
  const { principal, params, path } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  const key = ID_OF[path.split('/')[2] ?? ''];
  return {
    ...(principal ? { actor: principal.username } : {}),
    ...(key && typeof params['id'] === 'string' ? { [key]: params['id'] } : {}),
    ...(key === 'sandboxId' && typeof params['name'] === 'string' ? { service: params['name'] } : {}),
  };
}

/** An event over a socket is a request as well. */
function ofEvent(context: ExecutionContext): LogContext {
  const { data } = context.switchToWs().getClient<{ data: Connected }>();
  return {
    requestId: randomUUID(),
    ...(data.agent ? { agent: data.agent.name } : {}),
    ...(data.principal ? { actor: data.principal.username } : {}),
    ...idsIn(context.switchToWs().getData()),
  };
}

interface Connected {
  agent?: { name: string };
  principal?: { username: string };
}
