/**
 * What a personal access token may be used for. `read`: see everything; every token may. `deploy`: use sandboxes
 * (deploy, cancel, roll back, stop, start, hold, push routes). `write`: make, change and remove as well; covers `deploy`.
 * `ops`: act as ops, for people who are.
 */
export const TOKEN_SCOPES = ['read', 'deploy', 'write', 'ops'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What every token begins with, for people and for secret scanners. */
export const TOKEN_PREFIX = 'sdp_';

/** `expired` and `password-changed` (at the git server) are final: a new one has to be made. */
export type TokenState = 'active' | 'expired' | 'password-changed';

/** A personal access token, without the token itself. */
export interface TokenView {
  id: string;
  /** Free among those of its person. */
  name: string;
  /** All that it may, `read` included. */
  scopes: TokenScope[];
  state: TokenState;
  createdAt: string;
  expiresAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  /** Address of the peer. */
  lastUsedFrom: string | null;
}

/** GET /tokens: one's own, newest first */
export interface TokenList {
  tokens: TokenView[];
  /** A token lives that long at most. */
  maxDays: number;
}

/** POST /tokens. It carries the git credentials of the session that makes it. */
export interface CreateTokenRequest {
  name: string;
  scopes: TokenScope[];
  /** 30, or the most there is, unless said. */
  expiresInDays?: number;
}

/** Answer of POST /tokens: the only time that the token is shown. */
export interface CreatedToken extends TokenView {
  token: string;
}

/** PATCH /tokens/:id */
export interface RenameTokenRequest {
  name: string;
}
