import { type NextFunction, type Request, type Response } from 'express';
import { bearerOf } from '../auth/bearer.js';
import { DomainError } from '../errors/domain-error.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site may make a browser send requests here. What changes something is refused unless it comes
 * from our own pages or from a program (which sends no `Origin`, or a token, which no page can make a browser send along:
 * that takes a preflight, and none is granted), and a body has to be JSON: the types that need no
 * preflight (`text/plain`, forms) are of no use to an attacker then.
 */
export function requestRules(publicOrigins: readonly string[]) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (SAFE_METHODS.has(request.method)) return next();
    if (isForeign(request, publicOrigins)) return next(foreignOrigin());
    if (hasBody(request) && !request.is('application/json')) return next(notJson());
    next();
  };
}

function isForeign({ headers }: Request, publicOrigins: readonly string[]): boolean {
  if (bearerOf(headers.authorization) !== null) return false;
  if (headers.origin !== undefined) return !publicOrigins.includes(headers.origin);
  return headers['sec-fetch-site'] === 'cross-site';
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function foreignOrigin(): DomainError {
  const message =
    'The request comes from a page of another site. Use an address listed in SDP_PUBLIC_ORIGINS.';
  return new DomainError('forbidden', message);
}

function notJson(): DomainError {
  return new DomainError('invalid-input', 'The body must be JSON, sent with Content-Type: application/json.');
}
