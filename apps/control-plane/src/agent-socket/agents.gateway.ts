import { Logger, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  ConnectedSocket,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { AGENTS_NAMESPACE, type HelloAnswer, SOCKET_PATH } from '@sdp/protocol';
import { type Namespace } from 'socket.io';
import { AckInterceptor } from '../errors/ack.interceptor.js';
import { SocketErrorFilter } from '../errors/socket-error.filter.js';
import { guardNamespace } from '../sockets/admission.js';
import { Input } from '../sockets/input.decorator.js';
import { AgentAdmission } from './agent-admission.js';
import { type AgentSocket, type ConnectedAgent } from './agent-socket.js';
import { AgentSocketGuard, FromAgent } from './agent-socket.guard.js';
import { AgentWelcome } from './agent-welcome.js';
import { AgentHelloDto } from './dto/agent-hello.dto.js';
import { HeartbeatDto } from './dto/heartbeat.dto.js';

/** Where agents come in: translates their events into calls, decides nothing. */
@WebSocketGateway({ namespace: AGENTS_NAMESPACE, path: SOCKET_PATH })
@UseGuards(AgentSocketGuard)
@UseInterceptors(AckInterceptor)
@UseFilters(SocketErrorFilter)
export class AgentsGateway implements OnGatewayInit<Namespace>, OnGatewayDisconnect<AgentSocket> {
  private readonly logger = new Logger(AgentsGateway.name);

  constructor(
    private readonly admission: AgentAdmission,
    private readonly welcome: AgentWelcome,
  ) {}

  afterInit(namespace: Namespace): void {
    guardNamespace<AgentSocket>(namespace, (socket) => this.admission.admit(socket), this.logger);
  }

  handleDisconnect(socket: AgentSocket): void {
    this.welcome.bidFarewell(socket);
  }

  @SubscribeMessage('agent:hello')
  hello(@ConnectedSocket() socket: AgentSocket, @Input() hello: AgentHelloDto): Promise<HelloAnswer> {
    return this.welcome.greet(socket, hello);
  }

  @SubscribeMessage('agent:heartbeat')
  async heartbeat(@FromAgent() agent: ConnectedAgent, @Input() _heartbeat: HeartbeatDto): Promise<null> {
    await this.welcome.noteContact(agent.id);
    return null;
  }
}
