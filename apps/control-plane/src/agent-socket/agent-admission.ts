import { Injectable, Logger } from '@nestjs/common';
import { type AgentRefusal, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { AgentRefusals } from '../agents/agent-refusals.js';
import { AgentTokens } from '../agents/agent-tokens.js';
import { PeerAddress } from '../http/peer-address.js';
import { refusal } from '../sockets/admission.js';
import { agentRoom, type AgentSocket } from './agent-socket.js';

const UNKNOWN_TOKEN =
  'The agent token is not known here, or not any more. Give the agent the token that ops has for it.';

/** Who may connect as an agent: whoever has a configured token, and speaks our protocol or the one before. */
@Injectable()
export class AgentAdmission {
  private readonly logger = new Logger(AgentAdmission.name);

  /** Why somebody was not let in. */
  readonly refused = new Subject<'token' | 'protocol'>();

  constructor(
    private readonly tokens: AgentTokens,
    private readonly peer: PeerAddress,
    private readonly refusals: AgentRefusals,
  ) {}

  async admit(socket: AgentSocket): Promise<Error | undefined> {
    const { token, protocol } = socket.handshake.auth as { token?: unknown; protocol?: unknown };
    const agent = await this.tokens.authenticate(token);
    if (!agent?.tokenHash) return this.refuse('token', refusal('forbidden', UNKNOWN_TOKEN));
    const advice = adviceFor(protocol);
    if (advice !== null) {
      this.logger.warn({ agent: agent.name }, `An agent is refused: ${advice.message}`);
      this.refusals.note(agent.id, advice.reason, advice.message);
      return this.refuse('protocol', refusal('conflict', advice.message));
    }

    const { id, name, kind, tokenHash } = agent;
    const { address, headers } = socket.handshake;
    socket.data.agent = { id, name, kind, tokenHash };
    socket.data.who = { actor: `agent:${name}`, from: this.peer.of(address, headers['x-forwarded-for']) };
    await socket.join(agentRoom(id));
    return undefined;
  }

  private refuse(reason: 'token' | 'protocol', error: Error): Error {
    this.refused.next(reason);
    return error;
  }
}

/** What the operator has to upgrade; null when both sides understand each other. */
function adviceFor(protocol: unknown): Omit<AgentRefusal, 'at'> | null {
  const spoken = `The agent speaks protocol ${String(protocol).slice(0, 20)}, the control plane`;
  if (typeof protocol !== 'number' || protocol < OLDEST_PROTOCOL_VERSION)
    return {
      reason: 'too-old',
      message: `${spoken} ${OLDEST_PROTOCOL_VERSION} to ${PROTOCOL_VERSION}: the agent is too old. Install the release of the control plane on the agent's host.`,
    };
  if (protocol > PROTOCOL_VERSION)
    return {
      reason: 'too-new',
      message: `${spoken} at most ${PROTOCOL_VERSION}: the agent is newer. Upgrade the control plane first, then the agents.`,
    };
  return null;
}
