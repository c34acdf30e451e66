import { type AgentKind, type Stack } from '@sdp/protocol';

export const AGENT_IDENTITY = Symbol('AgentIdentity');

/** What one agent program is, apart from its configuration. */
export interface AgentIdentity {
  kind: AgentKind;
  strategies: Stack[];
}
