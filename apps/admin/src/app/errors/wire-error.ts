import { HttpErrorResponse } from '@angular/common/http';
import { type ErrorBody } from '@sdp/protocol';

export type ShownError = ErrorBody['error'];

/** What an API call failed with, in the server's own words where it gave any. */
export function toShownError(failure: unknown): ShownError {
  if (failure instanceof HttpErrorResponse) return fromResponse(failure);
  if (isWireError(failure)) return failure;
  return {
    code: 'internal',
    message: 'Something unexpected went wrong in this page. Reload it and try again.',
  };
}

function fromResponse({ status, error }: HttpErrorResponse): ShownError {
  const body: unknown = typeof error === 'string' ? parse(error) : error;
  if (isErrorBody(body)) return body.error;
  if (status === 0) {
    return {
      code: 'internal',
      message: 'The control plane does not answer. Check the connection, then try again.',
      retryable: true,
    };
  }
  return {
    code: 'internal',
    message: `The control plane answered with status ${status} and no explanation. Try again.`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && 'error' in value && isWireError(value.error);
}

function isWireError(value: unknown): value is ShownError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
