import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Ack } from '@sdp/protocol';
import { map, type Observable } from 'rxjs';

/** Wraps what a socket handler returns into the answer both ends agreed on. */
@Injectable()
export class AckInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler<unknown>): Observable<Ack<unknown>> {
    return next.handle().pipe(map((value) => ({ ok: true, value: value ?? null })));
  }
}
