import { type Role, TOKEN_SCOPES, type TokenScope } from '@sdp/protocol';

/** What is of no use without the rest comes with it. */
const COVERS: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  read: ['read'],
  deploy: ['read', 'deploy'],
  write: ['read', 'deploy', 'write'],
  ops: ['read', 'ops'],
};

/** All that these scopes cover, in the order of the protocol. */
export function coveredBy(scopes: readonly TokenScope[]): TokenScope[] {
  const covered = new Set(scopes.flatMap((scope) => COVERS[scope]));
  return TOKEN_SCOPES.filter((scope) => covered.has(scope));
}

/** A token is never more than its person; without the scope `ops`, ops is a developer. */
export function roleWithin(role: Role, scopes: readonly TokenScope[] | null): Role {
  return role === 'ops' && scopes?.includes('ops') === false ? 'developer' : role;
}
