import { randomUUID } from 'node:crypto';
import { HttpException, type Logger } from '@nestjs/common';
import { type ErrorBody, type ErrorCode } from '@sdp/protocol';
import { DomainError } from './domain-error.js';

type ReportedError = ErrorBody['error'];

/** Codes for what the framework refuses before any of our code runs. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-input',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'invalid-input',
};

/** Turns anything thrown into what may leave the server; what nobody foresaw is logged and shows only an id. */
export function toWireError(thrown: unknown, logger: Logger): ReportedError {
  if (thrown instanceof DomainError) return thrown.toWire();

  const status = statusOf(thrown);
  const code = status === undefined ? undefined : CODE_OF_STATUS[status];
  if (code) return { code, message: messageOf(code, thrown as Error) };

  const errorId = randomUUID();
  logger.error({ err: thrown, errorId }, 'Unexpected error');
  const message = `Something failed on the server. Tell the operator this id: ${errorId}.`;
  return { code: 'internal', message, errorId };
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  // The body parser's errors carry `status` and `expose` (http-errors).
  const { status, expose } = (thrown ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : undefined;
}

function messageOf(code: ErrorCode, thrown: Error): string {
  if (code === 'too-large') return 'The request is too large. Send at most 1 MB.';
  if (code === 'not-found') return 'There is nothing under this address.';
  // Not the parser's own words: they quote the body, and the body may be a password.
  if (code === 'invalid-input') return 'The request cannot be read. Send valid JSON.';
  return thrown.message;
}
