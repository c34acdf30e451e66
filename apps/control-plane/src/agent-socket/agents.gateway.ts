import { UseFilters, UseInterceptors } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { type Acked, AGENTS_NAMESPACE, type HelloAnswer, SOCKET_PATH } from '@sdp/protocol';
import { type Namespace } from 'socket.io';
import { AgentStorage } from '../agents/agent-storage.js';
import { AckInterceptor } from '../errors/ack.interceptor.js';
import { SocketErrorFilter } from '../errors/socket-error.filter.js';
import { AgentContact } from './agent-contact.js';
import { AgentEntrance } from './agent-entrance.js';
import { AgentReports } from './agent-reports.js';
import { type AgentSocket, type ConnectedAgent, FromAgent } from './agent-socket.js';
import { AgentWelcome } from './agent-welcome.js';
import { StorageReportDto } from '../agents/dto/storage-report.dto.js';
import { AgentHelloDto } from './dto/agent-hello.dto.js';
import { DeploymentEventsDto } from './dto/deployment-events.dto.js';
import { HeartbeatDto } from './dto/heartbeat.dto.js';
import { InstanceLogLinesDto } from './dto/instance-log-lines.dto.js';
import { LogChunkDto } from './dto/log-chunk.dto.js';
import { ObservedReportDto } from './dto/observed-report.dto.js';
import { StatsReportDto } from './dto/stats-report.dto.js';

/** Where agents come in: translates their events into calls, decides nothing. */
@WebSocketGateway({ namespace: AGENTS_NAMESPACE, path: SOCKET_PATH })
@UseInterceptors(AckInterceptor)
@UseFilters(SocketErrorFilter)
export class AgentsGateway implements OnGatewayInit<Namespace>, OnGatewayDisconnect<AgentSocket> {
  constructor(
    private readonly entrance: AgentEntrance,
    private readonly welcome: AgentWelcome,
    private readonly contact: AgentContact,
    private readonly reports: AgentReports,
    private readonly storages: AgentStorage,
  ) {}

  afterInit(namespace: Namespace): void {
    this.entrance.open(namespace);
  }

  handleDisconnect(socket: AgentSocket): void {
    this.contact.end(socket);
  }

  @SubscribeMessage('agent:hello')
  hello(
    @ConnectedSocket() socket: AgentSocket,
    @FromAgent() agent: ConnectedAgent,
    @MessageBody() hello: AgentHelloDto,
  ): Promise<HelloAnswer> {
    this.contact.heardOf(agent);
    return this.welcome.greet(socket, agent, hello);
  }

  @SubscribeMessage('agent:heartbeat')
  heartbeat(@FromAgent() agent: ConnectedAgent, @MessageBody() heartbeat: HeartbeatDto): Promise<void> {
    return this.contact.note(agent, heartbeat);
  }

  @SubscribeMessage('instances:observed')
  observed(@FromAgent() agent: ConnectedAgent, @MessageBody() report: ObservedReportDto): Promise<void> {
    this.contact.heardOf(agent);
    return this.reports.takeObserved(agent, report);
  }

  @SubscribeMessage('instances:stats')
  stats(@FromAgent() agent: ConnectedAgent, @MessageBody() report: StatsReportDto): Promise<void> {
    return this.reports.takeStats(agent, report);
  }

  @SubscribeMessage('agent:storage')
  storage(@FromAgent() agent: ConnectedAgent, @MessageBody() report: StorageReportDto): Promise<void> {
    this.contact.heardOf(agent);
    return this.storages.take(agent.id, report);
  }

  @SubscribeMessage('deployment:events')
  events(@FromAgent() agent: ConnectedAgent, @MessageBody() report: DeploymentEventsDto): Promise<Acked> {
    this.contact.heardOf(agent);
    return this.reports.takeEvents(agent, report);
  }

  @SubscribeMessage('deployment:log')
  log(@FromAgent() agent: ConnectedAgent, @MessageBody() chunk: LogChunkDto): Promise<Acked> {
    this.contact.heardOf(agent);
    return this.reports.takeLog(agent, chunk);
  }

  @SubscribeMessage('instance:log')
  instanceLog(@FromAgent() agent: ConnectedAgent, @MessageBody() lines: InstanceLogLinesDto): void {
    this.reports.relayOutput(agent, lines);
  }
}
