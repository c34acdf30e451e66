import { type AgentKind } from '@sdp/protocol';
import { type DefaultEventsMap, type Socket } from 'socket.io';

/** Who an agent's connection belongs to: proven by its token before any event. */
export interface ConnectedAgent {
  id: string;
  name: string;
  kind: AgentKind;
}

export type AgentSocket = Socket<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  { agent?: ConnectedAgent }
>;
