import { Injectable } from '@nestjs/common';
import { type Acked } from '@sdp/protocol';
import { RuntimeStreams } from '../agents/runtime-streams.js';
import { DeploymentReports } from '../deployments/delivery/deployment-reports.js';
import { GatewayReports } from '../routes/standing/gateway-reports.js';
import { InstanceStats } from '../runtime/instance-stats.js';
import { ObservationsService } from '../sandboxes/instances/observations.service.js';
import { type ConnectedAgent } from './agent-socket.js';
import { type DeploymentEventsDto } from './dto/deployment-events.dto.js';
import { type InstanceLogLinesDto } from './dto/instance-log-lines.dto.js';
import { type LogChunkDto } from './dto/log-chunk.dto.js';
import { type ObservedReportDto } from './dto/observed-report.dto.js';
import { type StatsReportDto } from './dto/stats-report.dto.js';

/** Hands what agents report to whom it concerns. */
@Injectable()
export class AgentReports {
  constructor(
    private readonly deployments: DeploymentReports,
    private readonly observations: ObservationsService,
    private readonly gateways: GatewayReports,
    private readonly streams: RuntimeStreams,
    private readonly stats: InstanceStats,
  ) {}

  takeEvents(agent: ConnectedAgent, report: DeploymentEventsDto): Promise<Acked> {
    return this.deployments.takeEvents(agent.id, report.toProtocol());
  }

  takeLog(agent: ConnectedAgent, chunk: LogChunkDto): Promise<Acked> {
    return this.deployments.takeLog(agent.id, chunk);
  }

  async takeObserved(agent: ConnectedAgent, { instances }: ObservedReportDto): Promise<void> {
    await this.observations.take(agent.id, instances);
    await this.gateways.take(agent.id, instances);
  }

  takeStats(agent: ConnectedAgent, { samples }: StatsReportDto): Promise<void> {
    return this.stats.take(agent.id, samples);
  }

  relayOutput(agent: ConnectedAgent, lines: InstanceLogLinesDto): void {
    this.streams.deliver(agent.id, lines);
  }
}
