import { Injectable } from '@nestjs/common';
import { PROTOCOL_VERSION } from '@sdp/protocol';
import { AgentTokens } from '../agents/agent-tokens.js';
import { PeerAddress } from '../http/peer-address.js';
import { refusal } from '../sockets/admission.js';
import { agentRoom, type AgentSocket } from './agent-socket.js';

/** Who may connect as an agent: whoever has a configured token and speaks our protocol. */
@Injectable()
export class AgentAdmission {
  constructor(
    private readonly tokens: AgentTokens,
    private readonly peer: PeerAddress,
  ) {}

  async admit(socket: AgentSocket): Promise<Error | undefined> {
    const { token, protocol } = socket.handshake.auth as { token?: unknown; protocol?: unknown };
    const agent = await this.tokens.authenticate(token);
    if (!agent?.tokenHash)
      return refusal(
        'forbidden',
        'The agent token is not known here, or not any more. Give the agent the token that ops has for it.',
      );
    if (protocol !== PROTOCOL_VERSION)
      return refusal(
        'conflict',
        `The agent speaks protocol ${String(protocol)}, the control plane ${PROTOCOL_VERSION}. Install the same version on both.`,
      );

    const { id, name, kind, tokenHash } = agent;
    const { address, headers } = socket.handshake;
    socket.data.agent = { id, name, kind, tokenHash };
    socket.data.who = { actor: `agent:${name}`, from: this.peer.of(address, headers['x-forwarded-for']) };
    await socket.join(agentRoom(id));
    return undefined;
  }
}
