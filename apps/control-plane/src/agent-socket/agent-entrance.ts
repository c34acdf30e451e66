import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Subscription } from 'rxjs';
import { type Namespace } from 'socket.io';
import { AgentTokens } from '../agents/agent-tokens.js';
import { guardNamespace } from '../sockets/admission.js';
import { AgentAdmission } from './agent-admission.js';
import { agentRoom, type AgentSocket } from './agent-socket.js';

/** Opens the agents' namespace: who comes in, and who is shown out. */
@Injectable()
export class AgentEntrance implements OnApplicationShutdown {
  private readonly logger = new Logger(AgentEntrance.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly admission: AgentAdmission,
    private readonly tokens: AgentTokens,
  ) {}

  open(namespace: Namespace): void {
    guardNamespace<AgentSocket>(namespace, (socket) => this.admission.admit(socket), this.logger);
    this.subscription = this.tokens.ended.subscribe((agentId) =>
      namespace.in(agentRoom(agentId)).disconnectSockets(true),
    );
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }
}
