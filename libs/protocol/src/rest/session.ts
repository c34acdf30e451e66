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
  role: Role;
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
