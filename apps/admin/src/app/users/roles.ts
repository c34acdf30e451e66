import { type Role, type ROLES } from '@sdp/protocol';

/** The compiler holds them equal to the protocol's. */
export const ALL_ROLES: typeof ROLES = ['developer', 'qa', 'ops'];

export const ROLE_NOTES: Readonly<Record<Role, string>> = {
  developer: 'Makes sandboxes, templates and environments of their own; reads all others.',
  qa: 'Makes sandboxes from templates; holds and deploys those they may use; edits no environment.',
  ops: 'May do everything, with any sandbox: overrides by address, agents, roles, the audit.',
};
