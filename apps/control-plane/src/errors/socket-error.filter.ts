import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type Ack } from '@sdp/protocol';
import { toWireError } from './to-wire-error.js';

/** Answers a socket event's ack with the error; an event that asked for no answer gets none. */
@Catch()
export class SocketErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(SocketErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = toWireError(thrown, this.logger);
    const [, , answer] = host.getArgs<[unknown, unknown, unknown]>();
    if (typeof answer === 'function') answer({ ok: false, error } satisfies Ack<never>);
  }
}
