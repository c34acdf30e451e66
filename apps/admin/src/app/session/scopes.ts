import { type Role, type TOKEN_SCOPES, type TokenScope, type TokenState } from '@sdp/protocol';

/** The compiler holds them equal to the protocol's. */
export const ALL_SCOPES: typeof TOKEN_SCOPES = ['read', 'deploy', 'write', 'ops'];

export const SCOPE_NOTES: Readonly<Record<TokenScope, string>> = {
  read: 'See everything that you see. Every token may.',
  deploy: 'Deploy, cancel, roll back, stop, start, hold and push routes, where you may.',
  write: 'Make, change and remove sandboxes, services, routes, environments and templates. Deploys, too.',
  ops: 'Act as ops: other people’s things, agents, users, audit. Without it the token is a developer’s.',
};

export const STATE_NOTES: Readonly<Record<TokenState, string>> = {
  active: 'active',
  expired: 'expired',
  'password-changed': 'your git password has changed',
};

/** Nobody gives a scope that they could not use. */
export function scopesFor(role: Role): readonly TokenScope[] {
  return ALL_SCOPES.filter((scope) => scope !== 'ops' || role === 'ops');
}
