import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { type AgentSocket, type ConnectedAgent } from './agent-socket.js';

/** Denies every event of a connection that was not admitted. */
@Injectable()
export class AgentSocketGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToWs().getClient<AgentSocket>().data.agent !== undefined;
  }
}

/** The agent a socket event comes from, in a gateway's parameters. */
export const FromAgent = createParamDecorator((_: unknown, context: ExecutionContext): ConnectedAgent => {
  const { agent } = context.switchToWs().getClient<AgentSocket>().data;
  if (!agent) throw new Error('An event came from a connection that was not admitted');
  return agent;
});
