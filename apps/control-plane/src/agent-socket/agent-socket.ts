import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type AgentKind } from '@sdp/protocol';
import { type DefaultEventsMap, type Socket } from 'socket.io';
import { type Who } from '../audit/acting.js';

/** Who an agent's connection belongs to: proven by its token before any event. */
export interface ConnectedAgent {
  id: string;
  name: string;
  kind: AgentKind;
  /** Of the token that it connected with. */
  tokenHash: string;
}

export type AgentSocket = Socket<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  { agent?: ConnectedAgent; who?: Who }
>;

/** Every connection that was made with an agent's token. */
export function agentRoom(agentId: string): string {
  return `agent:${agentId}`;
}

/** The agent a socket event comes from, in the gateway's parameters. */
export const FromAgent = createParamDecorator((_: unknown, context: ExecutionContext): ConnectedAgent => {
  const { agent } = context.switchToWs().getClient<AgentSocket>().data;
  if (!agent) throw new Error('An event came from a connection that was not admitted');
  return agent;
});
