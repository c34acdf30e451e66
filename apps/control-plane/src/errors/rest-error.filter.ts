import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type ErrorBody } from '@sdp/protocol';
import { type Response } from 'express';
import { logContext } from '@sdp/logging';
import { HTTP_STATUS } from './http-status.js';
import { toWireError } from './to-wire-error.js';

@Catch()
export class RestErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(RestErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const error = toWireError(thrown, this.logger);
    // A download that broke half-way: the status is on its way already, ending it abruptly is all that is honest.
    if (response.headersSent) return void response.destroy();
    const { retryAfterSeconds } = error.details ?? {};
    if (typeof retryAfterSeconds === 'number') response.setHeader('Retry-After', retryAfterSeconds);
    const body: ErrorBody = { error: { ...error, requestId: logContext().requestId } };
    response.status(HTTP_STATUS[error.code]).json(body);
  }
}
