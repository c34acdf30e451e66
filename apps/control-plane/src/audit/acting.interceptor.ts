import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request } from 'express';
import { concatMap, type Observable } from 'rxjs';
import { type AuthenticatedRequest } from '../auth/principal.js';
import { PeerAddress } from '../http/peer-address.js';
import { acting, actingAs, type Who } from './acting.js';
import { AuditTrail } from './audit-trail.js';
import { changesNothing } from './changes-nothing.decorator.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Every handler runs on behalf of whoever called it. What changes something and says nothing about it gets an entry
 * in the audit trail all the same.
 */
@Injectable()
export class ActingInterceptor implements NestInterceptor {
  constructor(
    private readonly peer: PeerAddress,
    private readonly audit: AuditTrail,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (context.getType() === 'ws') return actingAs(whoOf(context), () => next.handle());

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const who = {
      actor: request.principal?.username ?? null,
      from: this.peer.ofRequest(request),
      token: request.principal?.token?.name,
    };
    return actingAs(who, () => {
      const current = acting();
      const handled = next.handle();
      if (READING.has(request.method) || changesNothing(context.getHandler())) return handled;
      return handled.pipe(
        concatMap(async (answer) => {
          if (current?.records === 0) await actingAs(who, () => this.recordRequest(request));
          return answer;
        }),
      );
    });
  }

  /** The route's pattern, not the address: that may be anything. */
  private async recordRequest({ method, route }: Request): Promise<void> {
    const subject = `${method} ${(route as { path: string }).path}`;
    await this.audit.record({ action: 'request.done', subject, summary: `sent ${subject}` });
  }
}

/** Both namespaces say at the connection who it is. */
function whoOf(context: ExecutionContext): Who {
  const { data } = context.switchToWs().getClient<{ data: { who?: Who } }>();
  return data.who ?? { actor: null, from: null };
}
