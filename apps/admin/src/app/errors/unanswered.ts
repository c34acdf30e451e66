import { HttpErrorResponse } from '@angular/common/http';
import { type ErrorBody, type WireError } from '@sdp/protocol';

/** What proxies say when nobody behind them answers. */
const PROXY_STATUS = [502, 503, 504];

/** The control plane did not answer: nobody did, or a proxy in its place. Its own refusals have a body of ours. */
export function isUnanswered(failure: unknown): failure is HttpErrorResponse {
  if (!(failure instanceof HttpErrorResponse)) return false;
  if (failure.status === 0) return true;
  const code = codeOf(failure);
  return PROXY_STATUS.includes(failure.status) && (code === undefined || code === 'control-plane-away');
}

/** For a command that was kept back, since nobody would have taken it. */
export function neverSent(url: string): HttpErrorResponse {
  const error: WireError = {
    code: 'control-plane-away',
    message:
      'Nothing was done: the control plane does not answer, so this was not sent. Try again once the connection is back.',
    retryable: true,
  };
  return new HttpErrorResponse({ status: 0, url, error: { error } });
}

/** For a command that was sent, and whose answer never came. */
export function unknownOutcome(failure: HttpErrorResponse): HttpErrorResponse {
  if (codeOf(failure) !== undefined) return failure;
  const error: WireError = {
    code: 'control-plane-away',
    message:
      'The connection was lost before an answer came, so this may have been done or not. Look before you try again.',
  };
  return new HttpErrorResponse({ status: failure.status, url: failure.url ?? '', error: { error } });
}

function codeOf({ error }: HttpErrorResponse): string | undefined {
  const body: unknown = typeof error === 'string' ? parsed(error) : error;
  return (body as Partial<ErrorBody> | null)?.error?.code;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
