import { type TokenScope } from './tokens.js';

/** What a person may do. `developer` is everybody's first role; ops gives and takes roles. */
export const ROLES = ['developer', 'qa', 'ops'] as const;
export type Role = (typeof ROLES)[number];

/** POST /session (sign in) */
export interface SignInRequest {
  username: string;
  password: string;
}

/** GET /session, answer of POST /session */
export interface SessionView {
  username: string;
  /** As this caller has it: a token without the scope `ops` is no ops. */
  role: Role;
  /** Of the session, or of the token. */
  expiresAt: string;
  /** What the caller came in with, when it was a token. */
  token: { name: string; scopes: TokenScope[] } | null;
}

/** GET /sessions: where one is signed in, newest first */
export interface OwnSessionView {
  id: string;
  /** The one that asks. */
  isCurrent: boolean;
  /** Address of the peer that signed in. */
  from: string | null;
  /** As the browser calls itself. */
  userAgent: string | null;
  createdAt: string;
  /** To the minute. */
  lastSeenAt: string | null;
  expiresAt: string;
}

/** GET /users: everybody who ever signed in; answer of PATCH /users/:username */
export interface UserView {
  username: string;
  role: Role;
  /** Named as ops in the configuration: the role cannot be taken here. */
  isFixed: boolean;
  firstSeenAt: string;
  lastSignInAt: string | null;
}

/** PATCH /users/:username (ops) */
export interface UpdateUserRequest {
  role: Role;
}
