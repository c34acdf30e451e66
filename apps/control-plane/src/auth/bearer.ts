const BEARER = /^bearer(?: +|$)/i;

/**
 * The token of an `Authorization` header; null where there is none, as with the Basic credentials of some proxy.
 * Whoever brings one is judged by it alone: a cookie that comes along counts for nothing.
 */
export function bearerOf(header: string | undefined): string | null {
  return header !== undefined && BEARER.test(header) ? header.replace(BEARER, '').trim() : null;
}
