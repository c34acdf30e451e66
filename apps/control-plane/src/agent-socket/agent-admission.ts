import { Injectable } from '@nestjs/common';
import { PROTOCOL_VERSION } from '@sdp/protocol';
import { AgentsService } from '../agents/agents.service.js';
import { refusal } from '../sockets/admission.js';
import { type AgentSocket } from './agent-socket.js';

/** Who may connect as an agent: whoever has a configured token and speaks our protocol. */
@Injectable()
export class AgentAdmission {
  constructor(private readonly agents: AgentsService) {}

  async admit(socket: AgentSocket): Promise<Error | undefined> {
    const { token, protocol } = socket.handshake.auth as { token?: unknown; protocol?: unknown };
    const agent = await this.agents.authenticate(token);
    if (!agent)
      return refusal('forbidden', 'The agent token is not known here. Compare it with SDP_AGENT_TOKENS.');
    if (protocol !== PROTOCOL_VERSION)
      return refusal(
        'conflict',
        `The agent speaks protocol ${String(protocol)}, the control plane ${PROTOCOL_VERSION}. Install the same version on both.`,
      );

    socket.data.agent = { id: agent.id, name: agent.name, kind: agent.kind };
    return undefined;
  }
}
